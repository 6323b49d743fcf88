import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PreflightAnswer } from '../../electron/contract/wire/preflight.ts';
import { ROLES } from '../../server-stub/sign-in/roles.ts';
import { signInAs } from './administrator.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const PATH = '/provisioning/v1/preflight';
const AMAL = 'amal@northwind.example';
const BEN = 'ben@northwind.example';
const PHR = '00000000-0000-0000-0000-000000000004';
const ALL = { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } };

let lab: Lab;
let headers: Record<string, string>;
beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('passes').execute();
  await lab.db
    .deleteFrom('policies')
    .where('kind', 'in', ['conditional-access', 'profile', 'credential'])
    .execute();
});

async function ask(user: string, more: object = {}): Promise<PreflightAnswer> {
  const answer = await lab.call(PATH, { headers, body: { user, ...more } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return PreflightAnswer.parse(answer.body);
}
const changes = ({ smallestChange }: PreflightAnswer) => smallestChange?.map((one) => one.change);
const put = (payload: Record<string, unknown>, kind = 'conditional-access', id = 'p') =>
  lab.db
    .insertInto('policies')
    .values({
      kind,
      id,
      payload: JSON.stringify({ id, displayName: 'A rule', state: 'enabled', conditions: ALL, ...payload }),
    })
    .execute();

describe('the answer', () => {
  test('with a pass in order: every step open, time left against time needed, nothing to change', async () => {
    await lab.issuePass(AMAL, { isUsableOnce: true, lifetimeInMinutes: 60 });
    const answer = await ask(AMAL);
    expect(answer).toMatchObject({ wouldSucceed: true, firstShut: null, smallestChange: [], reportOnly: [] });
    expect(answer.steps.map((step) => [step.step, step.open])).toEqual([
      ['pass', true],
      ['join', true],
      ['credential', true],
      ['proof', true],
    ]);
    expect(answer.time.neededSeconds).toBe(answer.steps.reduce((sum, step) => sum + step.seconds, 0));
    expect(answer.time.leftSeconds).toBeGreaterThan(3500);
    expect(answer.steps.flatMap((step) => step.gates.map((gate) => gate.id))).toEqual(
      expect.arrayContaining([
        'account-enabled',
        'pass-time',
        'device-join',
        'device-quota',
        'authenticator',
      ]),
    );
  });

  test.each([
    ['without a pass', 'amal@northwind.example', ['issue_pass']],
    ['the loop: a password and no second factor', BEN, ['issue_pass']],
    ['out of the pass policy', 'finn@northwind.example', ['issue_pass', 'include_in_pass_policy']],
    ['switched off', 'jon@northwind.example', ['issue_pass', 'enable_account']],
    ['as many devices as allowed', 'kaya@northwind.example', ['issue_pass', 'free_a_device']],
    ['may not join', 'liam@northwind.example', ['issue_pass', 'allow_device_join']],
  ])('%s: %s', async (_what, user, expected) => {
    const answer = await ask(user);
    expect([answer.wouldSucceed, changes(answer)]).toEqual([false, expected]);
    expect(answer.firstShut).not.toBeNull();
  });

  test('a pass that starts later: wait', async () => {
    const start = new Date(lab.now() + 30 * 60_000).toISOString();
    await lab.issuePass(AMAL, { startDateTime: start, isUsableOnce: true });
    const answer = await ask(AMAL);
    expect(changes(answer)).toEqual(['wait']);
    expect(answer.time.startsInSeconds).toBeGreaterThan(1700);
  });

  test('a pass that is nearly over: the time is what is short', async () => {
    await lab.issuePass(AMAL, { isUsableOnce: true, lifetimeInMinutes: 10 });
    lab.ahead = 9 * 60_000;
    const answer = await ask(AMAL);
    expect(answer.firstShut).toMatchObject({ id: 'pass-time', requires: 'time' });
    expect(answer.smallestChange).toEqual([{ change: 'issue_pass', seconds: answer.time.neededSeconds }]);
  });

  test('the authenticator: software cannot meet the strength at the proof, hardware can', async () => {
    await put({
      grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: { id: PHR } },
    });
    await lab.issuePass(AMAL);
    const soft = await ask(AMAL, { authenticator: 'software' });
    expect([soft.wouldSucceed, soft.bootstrapGrant, soft.firstShut?.step]).toEqual([false, true, 'proof']);
    expect(changes(soft)).toEqual(['use_hardware_authenticator']);
    expect((await ask(AMAL, { authenticator: 'tpm' })).wouldSucceed).toBe(true);
    expect((await ask(AMAL)).wouldSucceed).toBe(true);
  });

  test('an authenticator out of the profile, and one that cannot be attested', async () => {
    await lab.issuePass(AMAL);
    await put({ authenticators: { allowed: ['tpm'] } }, 'profile', 'default');
    expect((await ask(AMAL, { authenticator: 'software' })).firstShut).toMatchObject({ id: 'authenticator' });
    await put({ requiredAssurance: 'attested' }, 'credential', 'default');
    const answer = await ask(AMAL, { authenticator: 'software' });
    expect(answer.steps[2]?.gates.filter((gate) => !gate.satisfied).map((gate) => gate.id)).toEqual([
      'authenticator',
      'credential',
    ]);
    expect((await ask(AMAL, { authenticator: 'tpm' })).wouldSucceed).toBe(true);
  });

  test('the operating system: a policy about Windows stops Windows alone', async () => {
    await lab.issuePass(AMAL);
    const conditions = { ...ALL, platforms: { includePlatforms: ['windows'] } };
    await put({ conditions, grantControls: { operator: 'OR', builtInControls: ['block'] } });
    const on = (operatingSystem: string) => ask(AMAL, { device: { operatingSystem } });
    expect((await on('Linux')).wouldSucceed).toBe(true);
    const windows = await on('Windows');
    expect(windows.smallestChange).toEqual([
      { change: 'exclude_from_policy', policyId: 'p', displayName: 'A rule' },
    ]);
  });

  test('hybrid join asks for another method, which Ben has', async () => {
    await lab.issuePass(AMAL);
    await lab.issuePass(BEN);
    const hybrid = { device: { joinType: 'hybrid' } };
    expect((await ask(AMAL, hybrid)).firstShut).toMatchObject({ id: 'another-method' });
    expect((await ask(BEN, hybrid)).wouldSucceed).toBe(true);
  });

  test('a policy that only reports is told of, and stops nothing', async () => {
    await lab.issuePass(AMAL);
    await put({
      state: 'enabledForReportingButNotEnforced',
      grantControls: { operator: 'OR', builtInControls: ['block'] },
    });
    const answer = await ask(AMAL);
    expect([answer.wouldSucceed, answer.reportOnly]).toMatchObject([
      true,
      [{ requires: 'block', reportOnly: true }],
    ]);
  });

  test('a pass that another laptop holds: wait, and the laptop that holds it goes on', async () => {
    const pass = await lab.issuePass(AMAL);
    const holder = await Laptop.make(lab);
    expect((await holder.signInWithPass(AMAL, pass)).status).toBe(200);
    const other = await ask(AMAL);
    expect([other.wouldSucceed, changes(other)]).toEqual([false, ['wait']]);
    expect(other.time.startsInSeconds).toBeGreaterThan(590);
    expect((await ask(AMAL, { device: { jkt: holder.jkt } })).wouldSucceed).toBe(true);
    for (const n of [1, 2]) {
      lab.ahead = n * 11 * 60_000;
      await (await Laptop.make(lab)).signInWithPass(AMAL, pass);
    }
    lab.ahead = 33 * 60_000;
    expect(changes(await ask(AMAL)), 'held three times: it is worth no more').toEqual(['issue_pass']);
  });

  test('an external guest cannot have a pass, and is not told to get one', async () => {
    const hal = await ask('hal_fabrikam.example#ext#@northwind.example');
    expect([hal.wouldSucceed, hal.smallestChange]).toEqual([false, null]);
  });

  test('a person with a security key gets in without a pass', async () => {
    const eva = await ask('eva@northwind.example');
    expect([eva.wouldSucceed, eva.time.leftSeconds]).toEqual([true, null]);
  });

  test('a laptop that is staged again is recognised by its serial number', async () => {
    const laptop = await Laptop.make(lab);
    await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL));
    await laptop.join();
    const answer = await ask(AMAL, { device: { hardware: { serialNumber: '5CD1234' } } });
    expect(answer.devicesWithSerialNumber).toMatchObject([{ displayName: 'NW-5CD1234' }]);
    const joined = await ask(AMAL, { device: { jkt: laptop.jkt } });
    expect(joined.steps[1]?.gates).toEqual([]);
  });
});

describe('who may ask', () => {
  test.each([
    [ROLES.globalReader, 200],
    [ROLES.authenticationAdministrator, 200],
    [ROLES.conditionalAccessAdministrator, 200],
    [ROLES.userAdministrator, 403],
  ])('%s: %s', async (role, status) => {
    const desk = await signInAs(lab, 'dev@northwind.example', [role]);
    expect((await desk.call(PATH, { body: { user: AMAL } })).status).toBe(status);
  });

  test('nobody without a token, and not the agent', async () => {
    expect((await lab.call(PATH, { body: { user: AMAL } })).status).toBe(401);
    const laptop = await Laptop.make(lab);
    await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL));
    expect((await laptop.call(PATH, { body: { user: AMAL } })).status).toBe(403);
  });

  test('an unknown user is not found, and what is no question is refused', async () => {
    const of = (body: unknown) => lab.call(PATH, { headers, body });
    expect(slugOf(await of({ user: 'nobody@northwind.example' }))).toBe('not_found');
    for (const body of [
      '{}',
      '[]',
      { user: '' },
      { user: AMAL, authenticator: 'abacus' },
      { user: AMAL, device: { jkt: 'x' } },
    ]) {
      expect(slugOf(await of(body))).toBe('request_malformed');
    }
  });
});

test('nothing is spent, held or changed but the audit row', async () => {
  const pass = await lab.issuePass(AMAL);
  const tables = [
    'passes',
    'reservations',
    'sessions',
    'devices',
    'credentials',
    'policies',
    'sign_ins',
    'auth_sessions',
    'lockouts',
  ] as const;
  const snapshot = async () =>
    JSON.stringify(await Promise.all(tables.map((table) => lab.db.selectFrom(table).selectAll().execute())));
  const before = await snapshot();
  await ask(AMAL, { device: { jkt: randomBytes(32).toString('base64url'), joinType: 'hybrid' } });
  expect(await snapshot()).toBe(before);
  const [row] = (await lab.call('/v1.0/auditLogs/directoryAudits?$top=1', { headers })).body.value;
  expect(row).toMatchObject({
    activityDisplayName: 'Preflight device provisioning',
    targetResources: [{ userPrincipalName: AMAL }],
  });
  expect((await (await Laptop.make(lab)).signInWithPass(AMAL, pass)).status).toBe(200);
});
