import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTries } from '../../../electron/technician/tries-file.ts';
import { Life } from './stage.ts';

/* kill -9 at any instant: a guess that was judged is on the disk, and one that was counted and not judged is used up. */

const SCRIPT = join(import.meta.dirname, 'killed-desk.ts');

function start(folder: string, ...mode: string[]): ChildProcess {
  return spawn(process.execPath, [SCRIPT, folder, ...mode], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Counts lines until the process has said so many, kills it, and gives all that it had said by then. */
async function killAfter(child: ChildProcess, lines: number): Promise<number> {
  let said = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString().split('\n').length - 1;
    if (said >= lines) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
  return said;
}

test('killed while it guesses, again and again: the disk has counted at least what was judged', async () => {
  const folder = await Life.folder();
  let judged = 0;
  for (const lines of [1, 5, 2]) {
    const now = await killAfter(start(folder), lines);
    expect(now).toBeGreaterThanOrEqual(lines);
    judged += now;
    const { failures } = await readTries(folder);
    expect(failures).toBeGreaterThanOrEqual(judged);
    // At most one more for each life: the one that was counted when the process died.
    expect(failures).toBeLessThanOrEqual(judged + 4);
  }
}, 60_000);

test('killed between the count and the judgement: the guess is used up', async () => {
  const folder = await Life.folder();
  for (let made = 1; made <= 3; made += 1) {
    await killAfter(start(folder, 'stop-after-count'), 1);
    expect((await readTries(folder)).failures).toBe(made);
  }
}, 60_000);
