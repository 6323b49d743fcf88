import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

/* Reference A1, A2, B1 and B3: every number on both sides of its edge, with the directory's clock moved by hand. */

const AMAL = 'amal@northwind.example';
const PASSES = `/v1.0/users/${AMAL}/authentication/temporaryAccessPassMethods`;
const POLICY =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const WIDEST = { minimumLifetimeInMinutes: 10, maximumLifetimeInMinutes: 43_200, excludeTargets: [] };
const MINUTE = 60_000;

let lab: Lab;
let headers: Record<string, string>;
beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  for (const table of ['lockouts', 'passes'] as const) await lab.db.deleteFrom(table).execute();
  expect((await setPolicy({ ...DEFAULTS, ...WIDEST })).status).toBe(204);
});

const DEFAULTS = {
  state: 'enabled',
  defaultLifetimeInMinutes: 60,
  defaultLength: 8,
  isUsableOnce: false,
  includeTargets: [{ targetType: 'group', id: 'all_users' }],
};
const setPolicy = (change: Record<string, unknown>) =>
  lab.call(POLICY, { method: 'PATCH', headers, body: { '@odata.type': TYPE, ...change } });
const issue = (body: unknown = {}) => lab.call(PASSES, { method: 'POST', headers, body });
const listed = async () => (await lab.call(PASSES, { headers })).body.value[0];
const iso = (at: number) => new Date(at).toISOString();

/** As another client does, so that a one-time pass is spent. The code is left alone: the provider's own clock is not moved. */
async function signIn(pass: string): Promise<Answer> {
  const desk = await Laptop.make(lab);
  desk.client = 'latchkey-cli';
  return desk.challenge({
    response_type: 'code',
    scope: 'openid User.Read',
    login_hint: AMAL,
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    authn_method: 'temporary_access_pass',
    temporary_access_pass: pass,
  });
}

describe('a lifetime', () => {
  test.each([
    [9, 400],
    [10, 201],
    [43_200, 201],
    [43_201, 400],
    [0, 400],
    [-1, 400],
  ])('of %i minutes, where the policy is as wide as it may be: %i', async (lifetimeInMinutes, status) => {
    const answer = await issue({ lifetimeInMinutes });
    expect(answer.status).toBe(status);
    if (status === 400) expect(slugOf(answer)).toBe('lifetime_invalid');
    else expect(answer.body.lifetimeInMinutes).toBe(lifetimeInMinutes);
  });

  test.each([
    [59, 400],
    [60, 201],
    [480, 201],
    [481, 400],
  ])('of %i minutes under Entra’s defaults: %i', async (lifetimeInMinutes, status) => {
    expect((await lab.call(POLICY, { method: 'DELETE', headers })).status).toBe(204);
    const answer = await issue({ lifetimeInMinutes });
    expect(answer.status).toBe(status);
    if (status === 201) return;
    expect(answer.body.error).toMatchObject({
      code: 'badRequest',
      message: 'Invalid LifetimeInMinutes specified. The valid range between 60 and 480.',
    });
  });
});

describe('the policy’s numbers', () => {
  test.each([
    [{ defaultLength: 7 }, 400],
    [{ defaultLength: 8 }, 204],
    [{ defaultLength: 48 }, 204],
    [{ defaultLength: 49 }, 400],
    [{ minimumLifetimeInMinutes: 9 }, 400],
    [{ minimumLifetimeInMinutes: 10 }, 204],
    [{ maximumLifetimeInMinutes: 43_200 }, 204],
    [{ maximumLifetimeInMinutes: 43_201 }, 400],
    [{ minimumLifetimeInMinutes: 61 }, 400],
    [{ minimumLifetimeInMinutes: 60 }, 204],
    [{ maximumLifetimeInMinutes: 59 }, 400],
    [{ maximumLifetimeInMinutes: 60 }, 204],
    [{ minimumLifetimeInMinutes: 100, maximumLifetimeInMinutes: 99, defaultLifetimeInMinutes: 100 }, 400],
    [{ minimumLifetimeInMinutes: 100, maximumLifetimeInMinutes: 100, defaultLifetimeInMinutes: 100 }, 204],
  ])('%j: %i', async (change, status) => {
    expect((await setPolicy(change)).status).toBe(status);
  });

  test.each([8, 48])('a pass has the policy’s %i characters', async (defaultLength) => {
    await setPolicy({ defaultLength });
    expect((await issue()).body.temporaryAccessPass).toHaveLength(defaultLength);
  });

  test('who changed it, and what, is in the audit; going back to the defaults as well', async () => {
    await setPolicy({ defaultLength: 12, isUsableOnce: true });
    await lab.call(POLICY, { method: 'DELETE', headers });
    const { body } = await lab.call('/v1.0/auditLogs/directoryAudits?$top=2', { headers });
    expect(body.value).toMatchObject([
      { activityDisplayName: 'Authentication Methods Policy Reset', category: 'Policy' },
      {
        activityDisplayName: 'Authentication Methods Policy Update',
        additionalDetails: [{ key: 'changed', value: 'defaultLength, isUsableOnce' }],
      },
    ]);
  });
});

describe('a start', () => {
  test.each([
    ['with Z', (at: number) => iso(at)],
    ['without seconds', (at: number) => iso(at).replace(/:\d\d\.\d+Z/, 'Z')],
    ['with seven digits, as Graph writes them', (at: number) => iso(at).replace('Z', '1234Z')],
    ['with an offset', (at: number) => iso(at + 120 * MINUTE).replace('Z', '+02:00')],
  ])('%s', async (_what, write) => {
    const at = Math.floor((lab.now() + 90 * MINUTE) / MINUTE) * MINUTE;
    const { status, body } = await issue({ startDateTime: write(at) });
    expect([status, body.startDateTime]).toEqual([201, iso(at)]);
    expect([body.isUsable, body.methodUsabilityReason]).toEqual([false, 'NotYetValid']);
  });

  test('without a zone is UTC, wherever the directory stands', async () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Auckland';
    try {
      expect(new Date(0).getTimezoneOffset()).not.toBe(0);
      const at = Math.floor((lab.now() + 90 * MINUTE) / MINUTE) * MINUTE;
      const { body } = await issue({ startDateTime: iso(at).replace('Z', '') });
      expect(body.startDateTime).toBe(iso(at));
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  test.each([
    '2026-11-22',
    '22.11.2026 18:00',
    '2026-11-22 18:00',
    '2026-13-22T18:00',
    '2027-02-29T18:00',
    '2026-11-22T24:00',
    '2026-11-22T18:00 CET',
    '',
  ])('%j is refused', async (startDateTime) => {
    expect(slugOf(await issue({ startDateTime }))).toBe('request_malformed');
  });

  test.each([
    ['four minutes ago is now', -4, 201],
    ['six minutes ago', -6, 400],
    ['in 364 days', 364 * 1440, 201],
    ['in 366 days', 366 * 1440, 400],
  ])('%s: %i', async (_what, minutes, status) => {
    expect((await issue({ startDateTime: iso(lab.now() + minutes * MINUTE) })).status).toBe(status);
  });

  test('is when it opens, not before; the lifetime counts from there', async () => {
    const start = lab.now() + 30 * MINUTE;
    const { body } = await issue({ startDateTime: iso(start), lifetimeInMinutes: 10, isUsableOnce: false });
    const pass = body.temporaryAccessPass;
    lab.ahead = 30 * MINUTE - 5000;
    const early = await signIn(pass);
    expect(slugOf(early)).toBe('pass_not_yet_valid');
    expect(early.body.retry_after).toBeLessThanOrEqual(5);
    lab.ahead = 30 * MINUTE + 1000;
    expect((await signIn(pass)).status).toBe(200);
    lab.ahead = 40 * MINUTE - 5000;
    expect((await signIn(pass)).status).toBe(200);
    lab.ahead = 40 * MINUTE + 1000;
    expect(slugOf(await signIn(pass))).toBe('pass_expired');
  });
});

describe('methodUsabilityReason', () => {
  test('EnabledByPolicy, then Expired; an expired pass stays visible and can be taken back', async () => {
    const { body } = await issue({ lifetimeInMinutes: 10 });
    expect(await listed()).toMatchObject({ isUsable: true, methodUsabilityReason: 'EnabledByPolicy' });
    lab.ahead = 10 * MINUTE + 1000;
    expect(await listed()).toMatchObject({ isUsable: false, methodUsabilityReason: 'Expired' });
    expect((await lab.call(`${PASSES}/${body.id}`, { method: 'DELETE', headers })).status).toBe(204);
    expect(await listed()).toBeUndefined();
  });

  test('OneTimeUsed', async () => {
    const { body } = await issue({ isUsableOnce: true });
    expect((await signIn(body.temporaryAccessPass)).status).toBe(200);
    expect(await listed()).toMatchObject({ isUsable: false, methodUsabilityReason: 'OneTimeUsed' });
    expect(slugOf(await signIn(body.temporaryAccessPass))).toBe('pass_used');
  });

  test.each([
    ['the method is switched off', { state: 'disabled' }],
    ['the user is excluded', { excludeTargets: [{ targetType: 'group', id: 'all_users' }] }],
    ['the user is not included', { includeTargets: [{ targetType: 'group', id: 'somebody-else' }] }],
    ['multi-use, and the policy became one-time', { isUsableOnce: true }],
  ])('DisabledByPolicy: %s', async (_what, change) => {
    const { body } = await issue({ isUsableOnce: false });
    await setPolicy(change);
    expect(await listed()).toMatchObject({ isUsable: false, methodUsabilityReason: 'DisabledByPolicy' });
    expect(slugOf(await signIn(body.temporaryAccessPass))).toBe('pass_blocked_by_policy');
    await setPolicy({ ...DEFAULTS, ...WIDEST });
    expect((await signIn(body.temporaryAccessPass)).status).toBe(200);
  });
});

describe('another pass', () => {
  test('ends the one before, valid or expired, and who shows that hears that it is wrong', async () => {
    const { body: first } = await issue({ lifetimeInMinutes: 10 });
    const { body: second } = await issue({ lifetimeInMinutes: 10 });
    expect(slugOf(await signIn(first.temporaryAccessPass))).toBe('pass_wrong');
    expect((await lab.call(`${PASSES}/${first.id}`, { headers })).status).toBe(404);
    lab.ahead = 11 * MINUTE;
    const { body: third } = await issue();
    expect((await listed()).id).toBe(third.id);
    expect(slugOf(await signIn(second.temporaryAccessPass))).toBe('pass_wrong');
    expect((await signIn(third.temporaryAccessPass)).status).toBe(200);
  });

  test('of eight at once, one is there in the end, and it is one that was answered', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => issue()));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    const ids = answers.map((answer) => answer.body.id);
    expect(ids).toContain((await listed()).id);
    expect((await lab.call(PASSES, { headers })).body.value).toHaveLength(1);
  });

  test('a deleted one opens nothing, and says so', async () => {
    const { body } = await issue();
    await lab.call(`${PASSES}/${body.id}`, { method: 'DELETE', headers });
    expect(slugOf(await signIn(body.temporaryAccessPass))).toBe('pass_not_found');
  });
});

describe('a sign-in with a pass', () => {
  test('ends with it: expired, deleted, replaced', async () => {
    const desk = async (lifetimeInMinutes = 60) => {
      const { body } = await issue({ lifetimeInMinutes, isUsableOnce: false });
      const laptop = await Laptop.make(lab);
      laptop.client = 'latchkey-cli';
      laptop.scope = 'openid User.Read';
      await laptop.signInWithPass(AMAL, body.temporaryAccessPass);
      expect((await laptop.call('/v1.0/me')).status).toBe(200);
      return { laptop, id: body.id as string };
    };
    const deleted = await desk();
    await lab.call(`${PASSES}/${deleted.id}`, { method: 'DELETE', headers });
    expect(slugOf(await deleted.laptop.call('/v1.0/me'))).toBe('token_invalid');
    const replaced = await desk();
    await issue();
    expect(slugOf(await replaced.laptop.call('/v1.0/me'))).toBe('token_invalid');
    const expired = await desk(10);
    lab.ahead = 10 * MINUTE + 1000;
    expect(slugOf(await expired.laptop.call('/v1.0/me'))).toBe('token_invalid');
  });

  test('leaves the password as it is (a pass does not replace it)', async () => {
    const BEN = 'ben@northwind.example';
    const methods = `/v1.0/users/${BEN}/authentication/methods`;
    await lab.issuePass(BEN);
    const types = (await lab.call(methods, { headers })).body.value.map((one: Record<string, string>) =>
      one['@odata.type']?.replace('#microsoft.graph.', ''),
    );
    expect(types).toEqual(['passwordAuthenticationMethod', 'temporaryAccessPassAuthenticationMethod']);
  });
});
