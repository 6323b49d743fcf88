import { spawn } from 'node:child_process';
import type { Secret } from '../../contract/secret.ts';
import type { NmcliAnswer } from './nmcli.ts';

/** Longer than nmcli's own limit for an activation. */
const LONGEST_MS = 45_000;
/** A list of every network of a city block has a few kilobytes. */
const LONGEST_ANSWER = 1 << 18;

export type RunNmcli = (args: readonly string[], secret?: Secret) => Promise<NmcliAnswer>;

/**
 * Runs nmcli with an argument array, never through a shell. A secret goes to its standard input and nowhere else; the words of the
 * answer are the C locale's, whatever the session speaks. Never refuses.
 */
export function runNmcli(args: readonly string[], secret?: Secret): Promise<NmcliAnswer> {
  return new Promise((resolve) => {
    const child = spawn('nmcli', [...args], {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const heard = { stdout: '', stderr: '' };
    const end = (code: NmcliAnswer['code']): void => {
      clearTimeout(late);
      child.kill('SIGKILL');
      resolve({ code, ...heard });
    };
    const late = setTimeout(() => end('late'), LONGEST_MS);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (heard[name].length < LONGEST_ANSWER) heard[name] += text;
      });
    }
    child.on('error', () => end('absent'));
    child.on('close', (code) => end(code ?? 'late'));
    // A child that ends without reading is no failure of ours.
    child.stdin.on('error', () => {});
    child.stdin.end(secret === undefined ? '' : `${secret.reveal()}\n`);
  });
}
