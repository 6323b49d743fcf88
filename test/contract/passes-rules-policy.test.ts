import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listSignIns } from '../../server-stub/audit/sign-ins.ts';
import { slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';
import { AMAL, AMAL_ID, PassStage } from './pass-stage.ts';

let stage: PassStage;
beforeAll(async () => {
  stage = await PassStage.open();
});
afterAll(() => stage.lab.close());
beforeEach(() => stage.reset());

describe('another client', () => {
  test('spends a one-time pass at sign-in, once among nine', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    const laptops = await Promise.all(Array.from({ length: 9 }, () => Laptop.make(stage.lab)));
    const answers = await Promise.all(laptops.map((each) => stage.enter(pass, each, 'latchkey-cli')));
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
    expect(slugOf(await stage.enter(pass))).toBe('pass_used');
    expect((await stage.pass()).used_at).not.toBeNull();
  });

  test('cannot spend what a device holds', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    await stage.enter(pass);
    expect(slugOf(await stage.enter(pass, await Laptop.make(stage.lab), 'latchkey-cli'))).toBe(
      'pass_reserved',
    );
  });
});

describe('policy', () => {
  const setPolicies = (payloads: Record<string, unknown>[]) =>
    stage.lab.db
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
  const withdraw = (id: string) => stage.lab.db.deleteFrom('policies').where('id', '=', id).execute();
  const bootstrap = (enabled: boolean) =>
    stage.lab.db
      .updateTable('policies')
      .set({ payload: JSON.stringify({ enabled }) })
      .where('kind', '=', 'bootstrap')
      .execute();
  const enterAll = (pass: string) =>
    stage.answer(stage.laptop, {
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
    const pass = await stage.lab.issuePass(AMAL);
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
    const { id } = await stage.pass();
    expect((await stage.reservations()).filter((row) => row.pass_id === id)).toEqual([]);
    expect((await enterAll(pass)).status).toBe(200);
  });

  test('that wants a strength is met by the bootstrap grant, and by nothing without it', async () => {
    await setPolicies([strict]);
    await bootstrap(false);
    const refused = await enterAll(await stage.lab.issuePass(AMAL));
    await bootstrap(true);
    const granted = await enterAll(await stage.lab.issuePass(AMAL));
    await withdraw('strict');
    expect(slugOf(refused)).toBe('policy_blocked');
    expect(granted.status).toBe(200);
    const { rows } = await listSignIns(stage.lab.directory.context, { userId: AMAL_ID, top: 2 });
    expect(rows.map((row) => JSON.stringify(row).includes('bootstrap-grant'))).toEqual([true, false]);
  });
});

describe('lock-out', () => {
  test('after five wrong passes this device waits, also with the right one; the wait is persisted', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    for (let n = 0; n < 5; n += 1) expect(slugOf(await stage.enter('wrongwrong'))).toBe('pass_wrong');
    const locked = await stage.enter(pass);
    expect([locked.status, slugOf(locked), locked.body.error_codes]).toEqual([429, 'method_locked', [50053]]);
    expect(locked.headers['retry-after']).toBe(String(locked.body.retry_after));
    await stage.lab.restart();
    expect(slugOf(await stage.enter(pass))).toBe('method_locked');
    stage.lab.ahead = 61_000;
    expect((await stage.enter(pass)).status).toBe(200);
  });

  test('an unknown user is locked in the same way', async () => {
    const slugs: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const fields = {
        authn_method: 'temporary_access_pass',
        temporary_access_pass: 'x',
        login_hint: 'no@northwind.example',
      };
      slugs.push(slugOf(await stage.answer(stage.laptop, fields)));
    }
    expect(slugs).toEqual([...Array(5).fill('pass_wrong'), 'method_locked']);
  });

  test('a stranger at the same address costs a newcomer with the right pass a minute at most', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    for (let n = 0; n < 30; n += 1) await stage.enter('wrongwrong', await Laptop.make(stage.lab));
    const newcomer = await Laptop.make(stage.lab);
    const locked = await stage.enter(pass, newcomer);
    expect(slugOf(locked)).toBe('method_locked');
    expect(locked.body.retry_after).toBeLessThanOrEqual(60);
  });

  test('strangers do not lock out who holds the pass', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    expect((await stage.enter(pass)).status).toBe(200);
    for (let n = 0; n < 12; n += 1) await stage.enter('wrongwrong', await Laptop.make(stage.lab));
    expect(slugOf(await stage.enter(pass, await Laptop.make(stage.lab)))).toBe('method_locked');
    expect((await stage.enter(pass)).status).toBe(200);
  });
});
