import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../../build/start/machine.ts';
import { otherAccount } from '../electron/system/other-account.ts';
import { Place } from '../faults/place.ts';
import type { Administrator } from './administrator.ts';
import { Laptop, PIN } from './laptop.ts';

/* IT stages a laptop as root; the release gives it to the account that machine policy names, and day two is that account's. */

const AMAL = 'amal@northwind.example';
const CLI = join(ROOT, 'electron', 'cli.ts');
const to = otherAccount()!;
let place: Place;
let administrator: Administrator;

/** Runs something as the account that got the laptop. */
function as(account: { uid: number; gid: number }, args: readonly string[], input = '') {
  const become = [
    '--reuid',
    `${account.uid}`,
    '--regid',
    `${account.gid}`,
    '--clear-groups',
    '--',
    process.execPath,
  ];
  const said = spawnSync('setpriv', [...become, ...args], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LATCHKEY_TCTI: 'swtpm:path=/nowhere' },
  });
  return { code: said.status, out: said.stdout, errors: said.stderr };
}

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
});
afterAll(() => place.close());
beforeEach((context) => {
  if (to === null) return context.skip('not run: only root may give files to another account');
  if (as(to, [CLI, '--help']).code !== 0)
    context.skip('not run: the other account cannot read this checkout');
});

const env = { LATCHKEY_VAULT: '', LATCHKEY_HANDOVER_USER: to?.name, LATCHKEY_TCTI: 'swtpm:path=/nowhere' };

async function unbox(): Promise<Laptop> {
  const laptop = await Laptop.unbox();
  chmodSync(laptop.folder, 0o711);
  return laptop;
}

test('the account that policy names gets the laptop, and signs in on it', async () => {
  const laptop = await unbox();
  const { pass } = await administrator.issue(AMAL);
  const outcome = await laptop.run({ ...place.at, pass, env });
  expect(outcome, outcome.errors).toMatchObject({ code: 0, last: { event: 'provisioned' } });
  const names = await readdir(laptop.state, { recursive: true });
  expect(new Set(names.map((name) => statSync(join(laptop.state, name)).uid))).toEqual(new Set([to.uid]));
  const report = JSON.parse(readFileSync(join(laptop.state, 'release-report.json'), 'utf8'));
  expect(report.handedTo).toEqual({ user: to.name, uid: to.uid });

  const test = [CLI, 'credential', 'test', '--state', laptop.state, '--pin-file', '-', '--json'];
  const works = as(to, test, PIN);
  expect(works, works.errors).toMatchObject({ code: 0 });
  const token = as(to, [CLI, 'signin', '--state', laptop.state, '--pin-file', '-'], PIN);
  expect(token.out.split('.')).toHaveLength(3);
  const stranger = as({ uid: 65_534, gid: 65_534 }, test, PIN);
  expect([stranger.code, JSON.parse(stranger.errors).code]).toEqual([1, 'state_unwritable']);
  await laptop.discard();
}, 150_000);

test('something in the way is named, nothing is given away, and the same command goes on when it is gone', async () => {
  const laptop = await unbox();
  const { pass } = await administrator.issue(AMAL);
  const waiting = await laptop.run({ ...place.at, pass, env, withoutPin: true });
  expect(waiting.code).toBe(1);
  const trap = join(laptop.state, 'trap');
  symlinkSync('/etc/shadow', trap);
  const shadow = statSync('/etc/shadow').uid;
  const refused = await laptop.run({ ...place.at, pass, env });
  expect(refused.last).toMatchObject({
    event: 'failed',
    code: 'handover_unsafe',
    helpCode: 'LK-4603',
    step: 'release',
  });
  expect([statSync('/etc/shadow').uid, statSync(laptop.state).uid]).toEqual([shadow, 0]);
  unlinkSync(trap);
  expect(await laptop.run({ ...place.at, env })).toMatchObject({ code: 0 });
  expect(statSync(laptop.state).uid).toBe(to.uid);
  await laptop.discard();
}, 150_000);

test('an account that is not there, and a keychain, are refused before the pass is used', async () => {
  const laptop = await unbox();
  const { pass } = await administrator.issue(AMAL);
  const failed = async (more: object) => {
    const { last } = await laptop.run({ ...place.at, pass, env: { ...env, ...more } });
    return last?.event === 'failed' ? last.code : last?.event;
  };
  expect(await failed({ LATCHKEY_HANDOVER_USER: 'no-such-account' })).toBe('handover_user_unknown');
  expect(await failed({ LATCHKEY_VAULT: 'keychain' })).toBe('handover_keychain');
  expect(await failed({})).toBe('provisioned');
  await laptop.discard();
}, 150_000);
