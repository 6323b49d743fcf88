import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Refusal } from '../../../../electron/contract/refusal.ts';
import type { Secret } from '../../../../electron/contract/secret.ts';
import { ARGON2ID } from '../../../../electron/credential/software/slow-hash.ts';
import { FIRST_WAIT } from '../../../../electron/credential/tries.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, handClock, PIN, POLICY, requestOptions, softwareIn, WRONG_PIN } from './setup.ts';

const CHILD = new URL('assert-once.ts', import.meta.url).pathname;

async function withCredential(): Promise<{ stateDir: string; id: string }> {
  const stateDir = temporaryFolder();
  const { id } = await (await softwareIn(stateDir)).create(creationOptions(), PIN);
  return { stateDir, id };
}

/** One try by an agent that was started for it alone. */
async function tryOnce(
  stateDir: string,
  id: string,
  pin: Secret,
  clock: { now(): number },
): Promise<Refusal | 'right'> {
  const authenticator = await softwareIn(stateDir, { clock });
  try {
    await authenticator.assert(requestOptions(), id, pin);
    return 'right';
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const failuresIn = (stateDir: string): number => {
  const folder = join(stateDir, 'credential');
  const file = readdirSync(folder).find((name) => name.endsWith('.tries'))!;
  return JSON.parse(readFileSync(join(folder, file), 'utf8').split('\n')[1]!).failures;
};

describe('the lock-out', () => {
  it('comes with the n-th wrong PIN, across restarts, and says when it ends', async () => {
    const { stateDir, id } = await withCredential();
    const clock = handClock();
    expect(await tryOnce(stateDir, id, WRONG_PIN, clock)).toMatchObject({
      slug: 'pin_wrong',
      details: { detail: 'Tries left before a wait: 2.' },
    });
    expect(await tryOnce(stateDir, id, WRONG_PIN, clock)).toMatchObject({
      slug: 'pin_wrong',
      details: { detail: 'Tries left before a wait: 1.' },
    });
    const third = await tryOnce(stateDir, id, WRONG_PIN, clock);
    expect(third).toMatchObject({ slug: 'pin_locked', details: { retryAfter: FIRST_WAIT } });
  });

  it('does not look at a PIN while it lasts, not even at the right one', async () => {
    const { stateDir, id } = await withCredential();
    const clock = handClock();
    for (let n = 0; n < 3; n += 1) await tryOnce(stateDir, id, WRONG_PIN, clock);
    clock.set(clock.now() + 20);
    expect(await tryOnce(stateDir, id, PIN, clock)).toMatchObject({
      slug: 'pin_locked',
      details: { retryAfter: FIRST_WAIT - 20 },
    });
    expect(failuresIn(stateDir)).toBe(3);
  });

  it('doubles with each further wrong PIN and ends with a right one', async () => {
    const { stateDir, id } = await withCredential();
    const clock = handClock();
    for (let n = 0; n < 3; n += 1) await tryOnce(stateDir, id, WRONG_PIN, clock);
    for (const wait of [FIRST_WAIT * 2, FIRST_WAIT * 4]) {
      clock.set(clock.now() + wait / 2);
      expect(await tryOnce(stateDir, id, WRONG_PIN, clock)).toMatchObject({
        slug: 'pin_locked',
        details: { retryAfter: wait },
      });
    }
    clock.set(clock.now() + FIRST_WAIT * 4);
    expect(await tryOnce(stateDir, id, PIN, clock)).toBe('right');
    expect(failuresIn(stateDir)).toBe(0);
    expect(await tryOnce(stateDir, id, WRONG_PIN, clock)).toMatchObject({ slug: 'pin_wrong' });
  });

  it('cannot be shortened by setting the clock back', async () => {
    const { stateDir, id } = await withCredential();
    const clock = handClock();
    for (let n = 0; n < 3; n += 1) await tryOnce(stateDir, id, WRONG_PIN, clock);
    clock.set(clock.now() - 1_000_000);
    expect(await tryOnce(stateDir, id, PIN, clock)).toMatchObject({ details: { retryAfter: FIRST_WAIT } });
    clock.set(clock.now() + FIRST_WAIT - 1);
    expect(await tryOnce(stateDir, id, PIN, clock)).toMatchObject({ details: { retryAfter: 1 } });
    clock.set(clock.now() + 1);
    expect(await tryOnce(stateDir, id, PIN, clock)).toBe('right');
  });

  it('counts tries that come at once one by one', async () => {
    const { stateDir, id } = await withCredential();
    const authenticator = await softwareIn(stateDir, { clock: handClock() });
    const pins = [WRONG_PIN, WRONG_PIN, WRONG_PIN, WRONG_PIN, PIN];
    const answers = await Promise.allSettled(
      pins.map((pin) => authenticator.assert(requestOptions(), id, pin)),
    );
    expect(answers.map((answer) => (answer.status === 'rejected' ? answer.reason.slug : 'right'))).toEqual([
      'pin_wrong',
      'pin_wrong',
      'pin_locked',
      'pin_locked',
      'pin_locked',
    ]);
  });

  it('follows a policy that became stricter, and not one that became laxer', async () => {
    const { stateDir, id } = await withCredential();
    const clock = handClock();
    const withAttempts = (attempts: number) =>
      softwareIn(stateDir, { clock, pin: () => ({ ...POLICY, attempts }) });
    await expect((await withAttempts(2)).assert(requestOptions(), id, WRONG_PIN)).rejects.toMatchObject({
      details: { detail: 'Tries left before a wait: 1.' },
    });
    await expect((await withAttempts(32)).assert(requestOptions(), id, WRONG_PIN)).rejects.toMatchObject({
      details: { detail: 'Tries left before a wait: 1.' },
    });
    await expect((await withAttempts(32)).assert(requestOptions(), id, WRONG_PIN)).rejects.toMatchObject({
      slug: 'pin_locked',
    });
  });

  it('counts a try whose process was killed before it was judged', async () => {
    const stateDir = temporaryFolder();
    // At full cost, the slow hash takes its time between count and judgement.
    const { id } = await (await softwareIn(stateDir, { hash: ARGON2ID })).create(creationOptions(), PIN);
    for (const failures of [1, 2, 3]) {
      const child = spawn(process.execPath, [CHILD, stateDir, id], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      let said = '';
      child.stdout.on('data', (text) => {
        said += text;
      });
      while (failuresIn(stateDir) < failures) await new Promise((resolve) => setTimeout(resolve, 5));
      child.kill('SIGKILL');
      await once(child, 'exit');
      // It was in the middle: the try was on the disk, and nothing had been answered yet.
      expect([said, failuresIn(stateDir)]).toEqual(['', failures]);
    }
    const clock = { now: () => Date.now() / 1000 };
    expect(await tryOnce(stateDir, id, PIN, clock)).toMatchObject({ slug: 'pin_locked' });
  });
});
