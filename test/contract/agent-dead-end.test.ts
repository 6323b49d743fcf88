import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asRefusal } from '../../electron/contract/refusal.ts';
import { Secret } from '../../electron/contract/secret.ts';
import { createSessionKeeper } from '../../electron/directory/kept-session.ts';
import { memoryVault } from '../electron/device/memory-vault.ts';
import { temporaryFolder } from '../electron/vault/temporary-folder.ts';
import { BEN, BEN_PASSWORD, MINUTE, openStage, type Stage, unpack } from './agent-stage.ts';

/* The dead end outlives the process: what is kept of it, and what it is good for. */

let stage: Stage;
let vault: ReturnType<typeof memoryVault>;
let stateDir: string;

beforeAll(async () => {
  stage = await openStage();
});
beforeEach(() => {
  vault = memoryVault();
  stateDir = temporaryFolder();
});
afterAll(() => stage.close());

/** The laptop, started (again). */
const start = (kept = vault, folder = stateDir) =>
  unpack(stage.directory, { sessions: createSessionKeeper(kept) }, { vault: kept, stateDir: folder });

const slugOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (thrown: unknown) => asRefusal(thrown).slug,
  );

async function reachDeadEnd(): Promise<void> {
  const { signIn } = start();
  await signIn.open(BEN);
  expect(await slugOf(signIn.answerPassword(new Secret(BEN_PASSWORD)))).toBe('mfa_enrolment_required');
}

const everything = () => [...vault.entries.values()].map((value) => Buffer.from(value).toString()).join('\n');

test('started again, it watches the same session; a pass is noticed, and does its work', async () => {
  await reachDeadEnd();
  const { signIn } = start();
  const waiting = await signIn.resumeWatch(BEN);
  expect(waiting.methods).toEqual([]);
  expect((await signIn.poll()).methods).toEqual([]);
  const { value, id } = await stage.issuePass(BEN);
  expect((await signIn.poll()).methods).toContain('temporary_access_pass');
  expect(await signIn.answerPass(value)).toMatchObject({ userPrincipalName: BEN });
  // What is done with is not kept.
  expect([...vault.entries.keys()]).not.toContain('dead-end-session');
  await stage.takeBack(BEN, id);
});

test('a pass that the person brings before the watch has seen it is taken as well', async () => {
  await reachDeadEnd();
  const { signIn } = start();
  await signIn.resumeWatch(BEN);
  const { value, id } = await stage.issuePass(BEN);
  expect(await signIn.answerPass(value)).toMatchObject({ userPrincipalName: BEN });
  await stage.takeBack(BEN, id);
});

test('the password is in nothing that is kept', async () => {
  await reachDeadEnd();
  expect(everything()).toContain('authSession');
  expect(everything()).not.toContain(BEN_PASSWORD);
});

test('session_invalid: another laptop has no use for a copied handle, nor the same one for another name', async () => {
  await reachDeadEnd();
  const handle = vault.entries.get('dead-end-session') ?? new Uint8Array();
  const thief = memoryVault();
  thief.entries.set('dead-end-session', handle);
  expect(await slugOf(start(thief, temporaryFolder()).signIn.resumeWatch(BEN))).toBe('session_invalid');
  expect(await slugOf(start().signIn.resumeWatch('amal@northwind.example'))).toBe('session_invalid');
  expect((await start().signIn.resumeWatch(BEN)).methods).toEqual([]);
});

test('session_invalid: ten minutes after the last look it is over, and so it is where nothing or garbage is kept', async () => {
  await reachDeadEnd();
  stage.passTime(11 * MINUTE);
  expect(await slugOf(start().signIn.resumeWatch(BEN))).toBe('session_invalid');
  vault.entries.set('dead-end-session', Buffer.from('{"version":1,"authSession":{"deep":[]}}'));
  expect(await slugOf(start().signIn.resumeWatch(BEN))).toBe('session_invalid');
  vault.entries.delete('dead-end-session');
  expect(await slugOf(start().signIn.resumeWatch(BEN))).toBe('session_invalid');
});

test('a vault that does not open costs the watch, and no sign-in', async () => {
  const shut = {
    ...memoryVault(),
    set: async (name: string, value: Uint8Array) => {
      if (name === 'dead-end-session') throw new TypeError('shut');
      vault.entries.set(name, value);
    },
    get: async (name: string) => vault.entries.get(name) ?? null,
    delete: () => Promise.reject(new TypeError('shut')),
  };
  const { signIn } = unpack(
    stage.directory,
    { sessions: createSessionKeeper(shut) },
    { vault: shut, stateDir },
  );
  await signIn.open(BEN);
  expect(await slugOf(signIn.answerPassword(new Secret(BEN_PASSWORD)))).toBe('mfa_enrolment_required');
  expect((await signIn.poll()).methods).toEqual([]);
  expect(await slugOf(signIn.resumeWatch(BEN))).toBe('session_invalid');
});
