import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { ControlReport } from '../contract/lockdown.ts';
import type { ControlRow, Observation, Source } from './control.ts';
import { CONTROLS } from './controls.ts';

/** A question that is not answered by then counts as refused: a report never holds up a screen for longer. */
const TIMEOUT_MS = 5_000;
const LONGEST_ANSWER = 4 * 1024 * 1024;

/** Looks at every control of this platform. Changes nothing and never refuses; what cannot be seen is `unknown`. */
export async function probeLockdown(
  platform: NodeJS.Platform = process.platform,
  observe: (source: Source) => Promise<Observation> = observeHere,
): Promise<ControlReport[]> {
  // Several rows read the same answer.
  const answers = new Map<string, Promise<Observation>>();
  const ask = (source: Source) => {
    const name = JSON.stringify(source);
    const answer = answers.get(name) ?? observe(source);
    answers.set(name, answer);
    return answer;
  };
  return Promise.all((CONTROLS[platform] ?? []).map(async (row) => report(row, await ask(row.source))));
}

function report({ control, title, read, why }: ControlRow, observation: Observation): ControlReport {
  return { control, title, ...read(observation), why };
}

/** Asks this machine. The words of the answers are the C locale's, whatever the session speaks. */
export function observeHere(source: Source): Promise<Observation> {
  return source.kind === 'file' ? readText(source.path) : runCommand(source.argv);
}

async function readText(path: string): Promise<Observation> {
  try {
    return { said: 'text', text: await readFile(path, 'utf8') };
  } catch (error) {
    return { said: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'failed' };
  }
}

function runCommand([file, ...args]: readonly [string, ...string[]]): Promise<Observation> {
  const options = {
    timeout: TIMEOUT_MS,
    maxBuffer: LONGEST_ANSWER,
    windowsHide: true,
    env: { ...process.env, LC_ALL: 'C' },
  };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, text) => {
      if (error === null) resolve({ said: 'text', text });
      else resolve({ said: error.code === 'ENOENT' ? 'absent' : 'failed' });
    });
  });
}
