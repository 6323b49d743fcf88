import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { ROOT } from '../../build/start/machine.ts';
import { programFile } from '../../build/test/programs.ts';

/** What a command of day two came to. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

export interface LatchkeyOptions {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds until kill -9. */
  readonly killAfter?: number;
}

/** Runs `npm run latchkey -- …` as a process. `input` goes to its standard input, which is no terminal. */
export async function latchkey(
  args: readonly string[],
  { input = '', env = {}, killAfter }: LatchkeyOptions = {},
): Promise<Said> {
  const child = spawn(process.execPath, [programFile(ROOT, 'agent'), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  child.stdin.on('error', () => {}); // It may have ended without reading.
  child.stdin.end(input);
  if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
  const closed = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await closed, out, errors };
}
