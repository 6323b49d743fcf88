import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { COMMAND } from '../../../../electron/credential/tpm/wire/constants.ts';
import { FIRST_WAIT } from '../../../../electron/credential/tries.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, PIN, requestOptions, WRONG_PIN } from '../software/setup.ts';
import { BusProxy, codeOf } from './proxy.ts';
import { refusalOf, TestTpm, tpmIn } from './setup.ts';

const CHILD = new URL('work-once.ts', import.meta.url).pathname;

async function withCredential(): Promise<{ tpm: TestTpm; stateDir: string; id: string }> {
  const stateDir = temporaryFolder();
  const tpm = await TestTpm.start();
  const { id } = await tpmIn(stateDir, tpm).create(creationOptions(), PIN);
  return { tpm, stateDir, id };
}

/** Lets the TPM allow more tries than we do, or fewer; so many seconds until it forgets one. */
const allow = (tpm: TestTpm, tries: number, seconds: number) =>
  tpm.tool('tpm2_dictionarylockout', '-s', '-n', String(tries), '-t', String(seconds), '-l', '86400');

const tryOnce = (stateDir: string, tpm: Pick<TestTpm, 'tcti'>, id: string, pin = WRONG_PIN) =>
  refusalOf(tpmIn(stateDir, tpm).assert(requestOptions(), id, pin));

function triesFile(stateDir: string): string {
  const folder = join(stateDir, 'credential-tpm');
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tries'))!);
}

const failuresIn = (stateDir: string): number =>
  JSON.parse(readFileSync(triesFile(stateDir), 'utf8').split('\n')[1]!).failures;

describe('our count of tries', () => {
  it('locks with the n-th wrong PIN, across restarts of the agent and power cuts of the TPM', async () => {
    const { tpm, stateDir, id } = await withCredential();
    await allow(tpm, 32, 1000);
    expect(await tryOnce(stateDir, tpm, id)).toMatchObject({
      slug: 'pin_wrong',
      details: { detail: 'Tries left before a wait: 2.' },
    });
    await tpm.restart();
    expect(await tryOnce(stateDir, tpm, id)).toMatchObject({
      slug: 'pin_wrong',
      details: { detail: 'Tries left before a wait: 1.' },
    });
    await tpm.restart();
    expect(await tryOnce(stateDir, tpm, id)).toMatchObject({
      slug: 'pin_locked',
      details: { retryAfter: FIRST_WAIT },
    });
    expect((await tryOnce(stateDir, tpm, id, PIN)).slug).toBe('pin_locked');
  });

  it('does not ask the TPM at all while it waits', async () => {
    const { tpm, stateDir, id } = await withCredential();
    await allow(tpm, 32, 1000);
    const proxy = await BusProxy.before(tpm);
    for (let n = 0; n < 3; n += 1) await tryOnce(stateDir, proxy, id);
    proxy.heed(() => 'pass');
    expect((await tryOnce(stateDir, proxy, id, PIN)).slug).toBe('pin_locked');
    expect(proxy.exchanges).toEqual([]);
  });

  it('counts a try whose process was killed while the TPM had the PIN', async () => {
    const { tpm, stateDir, id } = await withCredential();
    await allow(tpm, 32, 1000);
    const proxy = await BusProxy.before(tpm, (command) =>
      codeOf(command) === COMMAND.sign ? 'hold' : 'pass',
    );
    for (const failures of [1, 2, 3]) {
      const child = spawn(process.execPath, [CHILD, proxy.tcti, stateDir, id], { stdio: 'pipe' });
      onTestFinished(() => void child.kill('SIGKILL'));
      while (!proxy.exchanges.some(({ command }) => codeOf(command) === COMMAND.sign)) await pause(5);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(failuresIn(stateDir)).toBe(failures);
      proxy.exchanges.length = 0;
    }
    expect((await tryOnce(stateDir, tpm, id, PIN)).slug).toBe('pin_locked');
  });

  it('counts tries that come at once one by one, and begins anew with a right PIN', async () => {
    const { tpm, stateDir, id } = await withCredential();
    await allow(tpm, 32, 1000);
    const authenticator = tpmIn(stateDir, tpm);
    const pins = [WRONG_PIN, WRONG_PIN, PIN, WRONG_PIN, WRONG_PIN, WRONG_PIN, PIN];
    const answers = await Promise.allSettled(
      pins.map((pin) => authenticator.assert(requestOptions(), id, pin)),
    );
    expect(answers.map((answer) => (answer.status === 'rejected' ? answer.reason.slug : 'right'))).toEqual([
      ...['pin_wrong', 'pin_wrong', 'right'],
      ...['pin_wrong', 'pin_wrong', 'pin_locked', 'pin_locked'],
    ]);
  });
});

describe("the TPM's own lock-out", () => {
  it('locks at n or sooner although our count is put back before each try', async () => {
    const { tpm, stateDir, id } = await withCredential();
    await allow(tpm, 3, 1000);
    const fresh = readFileSync(triesFile(stateDir));
    const slugs: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      writeFileSync(triesFile(stateDir), fresh);
      slugs.push((await tryOnce(stateDir, tpm, id)).slug);
      await tpm.restart();
    }
    const judged = slugs.filter((slug) => slug === 'pin_wrong').length;
    expect(judged).toBeGreaterThan(0);
    expect(judged).toBeLessThanOrEqual(3);
    expect(slugs.at(-1)).toBe('pin_locked');
    writeFileSync(triesFile(stateDir), fresh);
    expect((await tryOnce(stateDir, tpm, id, PIN)).slug).toBe('pin_locked');
  });

  it('says when it ends, costs no try of ours, and lets the right PIN in afterwards', async () => {
    const { tpm, stateDir, id } = await withCredential();
    await allow(tpm, 2, 3);
    expect((await tryOnce(stateDir, tpm, id)).slug).toBe('pin_wrong');
    expect((await tryOnce(stateDir, tpm, id)).slug).toBe('pin_wrong');
    expect(await tryOnce(stateDir, tpm, id, PIN)).toMatchObject({
      slug: 'pin_locked',
      details: { retryAfter: 3, detail: 'The TPM itself is locked.' },
    });
    expect(failuresIn(stateDir)).toBe(2);
    await pause(3500);
    await tpmIn(stateDir, tpm).assert(requestOptions(), id, PIN);
    expect(failuresIn(stateDir)).toBe(0);
  });

  it('refuses a creation that it could not sign for, and leaves nothing behind', async () => {
    const { tpm, stateDir, id } = await withCredential();
    await allow(tpm, 1, 1000);
    await tryOnce(stateDir, tpm, id);
    const other = temporaryFolder();
    expect(await refusalOf(tpmIn(other, tpm).create(creationOptions(), PIN))).toMatchObject({
      slug: 'pin_locked',
      details: { retryAfter: 1000 },
    });
    expect(readdirSync(other)).toEqual([]);
  });
});
