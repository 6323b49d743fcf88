import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listSignIns } from '../../server-stub/audit/sign-ins.ts';
import { type Answer, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const AMAL = 'amal@northwind.example';
const AMAL_ID = '5eed0000-0000-4000-8000-000000000001';

let lab: Lab;
let laptop: Laptop;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('lockouts').execute();
  await lab.db.deleteFrom('devices').where('owner_id', '=', AMAL_ID).execute();
  await lab.db.deleteFrom('credentials').where('user_id', '=', AMAL_ID).execute();
  laptop = await Laptop.make(lab);
});

/** The first request may carry the answer at once; the code is left alone. */
function answer(by: Laptop, fields: Record<string, string>, client = 'latchkey-agent'): Promise<Answer> {
  return by.challenge({
    client_id: client,
    response_type: 'code',
    scope: client === 'latchkey-agent' ? 'openid Device.Register' : 'openid User.Read',
    login_hint: AMAL,
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    ...fields,
  });
}
const enter = (pass: string, by = laptop, client?: string) =>
  answer(by, { authn_method: 'temporary_access_pass', temporary_access_pass: pass }, client);

const reservations = () =>
  lab.db.selectFrom('reservations').selectAll().where('user_id', '=', AMAL_ID).execute();
const thePass = () =>
  lab.db
    .selectFrom('passes')
    .selectAll()
    .where('user_id', '=', AMAL_ID)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();

describe('another client', () => {
  test('spends a one-time pass at sign-in, once among nine', async () => {
    const pass = await lab.issuePass(AMAL);
    const laptops = await Promise.all(Array.from({ length: 9 }, () => Laptop.make(lab)));
    const answers = await Promise.all(laptops.map((each) => enter(pass, each, 'latchkey-cli')));
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
    expect(slugOf(await enter(pass))).toBe('pass_used');
    expect((await thePass()).used_at).not.toBeNull();
  });

  test('cannot spend what a device holds', async () => {
    const pass = await lab.issuePass(AMAL);
    await enter(pass);
    expect(slugOf(await enter(pass, await Laptop.make(lab), 'latchkey-cli'))).toBe('pass_reserved');
  });
});

describe('policy', () => {
  const setPolicies = (payloads: Record<string, unknown>[]) =>
    lab.db
      .insertInto('policies')
      .values(
        payloads.map((payload) => ({
          kind: 'conditional-access',
          id: String(payload.id),
          payload: JSON.stringify(payload),
        })),
      )
      .execute();
  const strict = {
    id: 'strict',
    displayName: 'Strong methods for set-up',
    state: 'enabled',
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeUserActions: ['urn:user:registersecurityinfo'] },
    },
    grantControls: {
      operator: 'AND',
      builtInControls: [],
      authenticationStrength: { id: '00000000-0000-0000-0000-000000000004' },
    },
  };
  const withdraw = (id: string) => lab.db.deleteFrom('policies').where('id', '=', id).execute();
  const bootstrap = (enabled: boolean) =>
    lab.db
      .updateTable('policies')
      .set({ payload: JSON.stringify({ enabled }) })
      .where('kind', '=', 'bootstrap')
      .execute();
  const enterAll = (pass: string) =>
    answer(laptop, {
      scope: 'openid Device.Register UserAuthenticationMethod.ReadWrite',
      authn_method: 'temporary_access_pass',
      temporary_access_pass: pass,
    });

  test('that blocks is policy_blocked with its name, and nothing is held', async () => {
    await setPolicies([
      {
        ...strict,
        id: 'block',
        displayName: 'Nobody',
        grantControls: { operator: 'OR', builtInControls: ['block'] },
      },
    ]);
    const pass = await lab.issuePass(AMAL);
    const refused = await enterAll(pass);
    await withdraw('block');
    expect([refused.status, slugOf(refused), refused.body.error_codes]).toEqual([
      403,
      'policy_blocked',
      [53003],
    ]);
    expect(refused.body.gates.find((gate: { satisfied: boolean }) => !gate.satisfied).displayName).toBe(
      'Nobody',
    );
    const { id } = await thePass();
    expect((await reservations()).filter((row) => row.pass_id === id)).toEqual([]);
    expect((await enterAll(pass)).status).toBe(200);
  });

  test('that wants a strength is met by the bootstrap grant, and by nothing without it', async () => {
    await setPolicies([strict]);
    await bootstrap(false);
    const refused = await enterAll(await lab.issuePass(AMAL));
    await bootstrap(true);
    const granted = await enterAll(await lab.issuePass(AMAL));
    await withdraw('strict');
    expect(slugOf(refused)).toBe('policy_blocked');
    expect(granted.status).toBe(200);
    const { rows } = await listSignIns(lab.directory.context, { userId: AMAL_ID, top: 2 });
    expect(rows.map((row) => JSON.stringify(row).includes('bootstrap-grant'))).toEqual([true, false]);
  });
});

describe('lock-out', () => {
  test('after five wrong passes this device waits, also with the right one; the wait is persisted', async () => {
    const pass = await lab.issuePass(AMAL);
    for (let n = 0; n < 5; n += 1) expect(slugOf(await enter('wrongwrong'))).toBe('pass_wrong');
    const locked = await enter(pass);
    expect([locked.status, slugOf(locked), locked.body.error_codes]).toEqual([429, 'method_locked', [50053]]);
    expect(locked.headers['retry-after']).toBe(String(locked.body.retry_after));
    await lab.restart();
    expect(slugOf(await enter(pass))).toBe('method_locked');
    lab.ahead = 61_000;
    expect((await enter(pass)).status).toBe(200);
  });

  test('an unknown user is locked in the same way', async () => {
    const slugs: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const fields = {
        authn_method: 'temporary_access_pass',
        temporary_access_pass: 'x',
        login_hint: 'no@northwind.example',
      };
      slugs.push(slugOf(await answer(laptop, fields)));
    }
    expect(slugs).toEqual([...Array(5).fill('pass_wrong'), 'method_locked']);
  });

  test('a stranger at the same address costs a newcomer with the right pass a minute at most', async () => {
    const pass = await lab.issuePass(AMAL);
    for (let n = 0; n < 30; n += 1) await enter('wrongwrong', await Laptop.make(lab));
    const newcomer = await Laptop.make(lab);
    const locked = await enter(pass, newcomer);
    expect(slugOf(locked)).toBe('method_locked');
    expect(locked.body.retry_after).toBeLessThanOrEqual(60);
  });

  test('strangers do not lock out who holds the pass', async () => {
    const pass = await lab.issuePass(AMAL);
    expect((await enter(pass)).status).toBe(200);
    for (let n = 0; n < 12; n += 1) await enter('wrongwrong', await Laptop.make(lab));
    expect(slugOf(await enter(pass, await Laptop.make(lab)))).toBe('method_locked');
    expect((await enter(pass)).status).toBe(200);
  });
});
