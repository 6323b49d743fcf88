import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ROLES } from '../../server-stub/sign-in/roles.ts';
import { signInAs } from './administrator.ts';
import { Authenticator } from './authenticator.ts';
import { passkeyChallenge, software } from './enrolment-stage.ts';
import { type Answer, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const AMAL = 'amal@northwind.example';
const BEN = 'ben@northwind.example';
const BEN_PASSWORD = { authn_method: 'password', password: 'Ben-winter-lantern-47' };
const HOUR = 3_600_000;
const STRENGTH = {
  multifactor: '00000000-0000-0000-0000-000000000002',
  passwordless: '00000000-0000-0000-0000-000000000003',
  phishingResistant: '00000000-0000-0000-0000-000000000004',
};
const ALL = { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } };

let lab: Lab;
let laptop: Laptop;
let headers: Record<string, string>;
beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  for (const table of ['lockouts', 'devices', 'reservations'] as const)
    await lab.db.deleteFrom(table).execute();
  await lab.db.deleteFrom('credentials').where('kind', '!=', 'fido2').execute();
  await lab.db.deleteFrom('policies').where('kind', '=', 'conditional-access').execute();
  laptop = await Laptop.make(lab);
});

/** Makes a policy through Graph, for everybody and everything unless it says otherwise. */
async function put(more: Record<string, unknown>): Promise<string> {
  const body = { displayName: 'A rule', state: 'enabled', conditions: ALL, ...more };
  const answer = await lab.call('/v1.0/identity/conditionalAccess/policies', { headers, body });
  if (answer.status !== 201) throw new TypeError(JSON.stringify(answer.body));
  return answer.body.id;
}
const control = (...builtInControls: string[]) => ({ grantControls: { operator: 'OR', builtInControls } });
const strength = (id: string) => ({
  grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: { id } },
});
const bootstrap = (enabled: boolean) =>
  lab.db
    .updateTable('policies')
    .set({ payload: JSON.stringify({ enabled }) })
    .where('kind', '=', 'bootstrap')
    .execute();

const withPass = async (
  user = AMAL,
  by = laptop,
  options: Record<string, unknown> = { isUsableOnce: true },
) => by.signInWithPass(user, await lab.issuePass(user, options));
const refresh = (first: Answer, by = laptop, more: Record<string, string> = {}) =>
  by.call('/oauth2/token', {
    bare: true,
    form: { grant_type: 'refresh_token', client_id: by.client, refresh_token: first.body.refresh_token },
    headers: more,
  });
/** Joins, registers and proves: the end of a whole run. */
async function finish(authenticator: Authenticator, by = laptop): Promise<Answer> {
  expect([200, 201]).toContain((await by.join()).status);
  const made = await by.register(authenticator.register(await by.creationChallenge()));
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return prove(authenticator, by);
}
const prove = (authenticator: Authenticator, by = laptop) =>
  by.signIn(AMAL, (opened) => ({
    authn_method: 'passkey',
    authn_response: JSON.stringify(authenticator.assert(passkeyChallenge(opened), {})),
  }));
const reservations = () =>
  lab.db.selectFrom('reservations').selectAll().where('ended_at', 'is', null).execute();
/** The newest sign-in row, as an application with rights and the new words of Graph sees it. */
async function newestRow(
  more: Record<string, string> = { prefer: 'include-unknown-enum-members' },
  as = headers,
) {
  return (await lab.call('/beta/auditLogs/signIns?$top=1', { headers: { ...as, ...more } })).body.value[0];
}

describe('the loop with each built-in strength', () => {
  test('MFA: the password is not enough, the gate says what is, and a pass is', async () => {
    await put(strength(STRENGTH.multifactor));
    const opened = await laptop.challenge({
      response_type: 'code',
      scope: laptop.scope,
      login_hint: BEN,
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    });
    const { auth_session } = opened.body;
    const dead = await laptop.challenge({ auth_session, ...BEN_PASSWORD });
    expect([slugOf(dead), dead.body.error_codes]).toEqual(['mfa_enrolment_required', [50079]]);
    const [gate] = dead.body.gates;
    expect(gate).toMatchObject({
      displayName: 'A rule',
      requires: 'authentication_strength',
      satisfied: false,
    });
    expect(gate.opens).toEqual(['temporary_access_pass', 'passkey', 'software_oath']);
    const pass = await lab.issuePass(BEN);
    const answer = { auth_session, authn_method: 'temporary_access_pass', temporary_access_pass: pass };
    expect((await laptop.challenge(answer)).status).toBe(200);
  });

  test('after a password only what would help is offered, and nobody is sent for a pass that would not', async () => {
    await put(strength(STRENGTH.phishingResistant));
    await bootstrap(false);
    const answer = (user: string, password: string) =>
      laptop.signIn(user, () => ({ authn_method: 'password', password }));
    const eva = await answer('eva@northwind.example', 'Eva-granite-window-62');
    expect(eva.body.authn_methods.map((one: { method: string }) => one.method)).toEqual(['passkey']);
    await lab.issuePass(BEN);
    expect(slugOf(await answer(BEN, BEN_PASSWORD.password))).toBe('policy_blocked');
    await bootstrap(true);
    const ben = await answer(BEN, BEN_PASSWORD.password);
    expect(ben.body.authn_methods.map((one: { method: string }) => one.method)).toEqual([
      'temporary_access_pass',
    ]);
  });

  test.each(['passwordless', 'phishingResistant'] as const)(
    '%s: a pass is refused with nothing held, and with the bootstrap grant it gets as far as the proof',
    async (name) => {
      const id = await put(strength(STRENGTH[name]));
      await bootstrap(false);
      const refused = await withPass();
      expect([refused.status, slugOf(refused), refused.body.error_codes]).toEqual([
        403,
        'policy_blocked',
        [53003],
      ]);
      expect(refused.body.gates).toContainEqual(
        expect.objectContaining({ id, satisfied: false, opens: ['passkey'] }),
      );
      expect(await reservations()).toEqual([]);
      await bootstrap(true);
      expect((await withPass()).status).toBe(200);
      expect((await newestRow()).appliedConditionalAccessPolicies).toContainEqual(
        expect.objectContaining({ id: 'bootstrap-grant', result: 'success' }),
      );
      const proof = await finish(new Authenticator());
      expect([proof.status, proof.body.error]).toEqual([200, undefined]);
      const row = await newestRow();
      expect(row.appliedConditionalAccessPolicies).toMatchObject([
        { id, result: 'success', enforcedGrantControls: ['RequireAuthenticationStrength'] },
      ]);
    },
  );

  test('a profile with software alone is told before the pass is held that its credential could not sign in', async () => {
    await put(strength(STRENGTH.phishingResistant));
    await bootstrap(true);
    const kept = await lab.db.selectFrom('policies').selectAll().where('kind', '=', 'profile').execute();
    const payload = JSON.stringify({ authenticators: { allowed: ['software'] } });
    await lab.db.replaceInto('policies').values({ kind: 'profile', id: 'default', payload }).execute();
    const refused = await withPass();
    await lab.db.deleteFrom('policies').where('kind', '=', 'profile').execute();
    if (kept.length > 0) await lab.db.insertInto('policies').values(kept).execute();
    expect(slugOf(refused)).toBe('policy_blocked');
    expect(refused.body.gates).toContainEqual(expect.objectContaining({ step: 'proof', satisfied: false }));
    expect(await reservations()).toEqual([]);
  });

  test('a software credential proves MFA, and no strength above it', async () => {
    await put(strength(STRENGTH.multifactor));
    await withPass();
    const key = software();
    expect((await finish(key)).status).toBe(200);
    await put(strength(STRENGTH.passwordless));
    expect(slugOf(await prove(key))).toBe('policy_blocked');
  });
});

describe('the bootstrap grant over the wire', () => {
  beforeEach(async () => {
    await put(strength(STRENGTH.phishingResistant));
    await bootstrap(true);
  });

  test('is not for a token that may do more than set up', async () => {
    const desk = await Laptop.make(lab);
    desk.client = 'latchkey-cli';
    desk.scope = 'openid UserAuthenticationMethod.ReadWrite User.Read';
    expect(slugOf(await withPass(AMAL, desk))).toBe('policy_blocked');
    desk.scope = 'openid UserAuthenticationMethod.ReadWrite';
    expect((await withPass(AMAL, desk)).status).toBe(200);
  });

  test('is not for administrators', async () => {
    expect(slugOf(await withPass('cora@northwind.example'))).toBe('policy_blocked');
    expect((await withPass('dev@northwind.example')).status).toBe(200);
  });

  test('does not relax a block', async () => {
    await put(control('block'));
    expect(slugOf(await withPass())).toBe('policy_blocked');
  });
});

describe('conditions over the wire', () => {
  test('a platform: the user agent before the join, the joined device after it', async () => {
    await put({ ...control('block'), conditions: { ...ALL, platforms: { includePlatforms: ['windows'] } } });
    const from = (agent: string) => {
      const own = Object.create(laptop) as Laptop;
      own.call = (path, call) =>
        laptop.call(path, { ...call, headers: { ...call?.headers, 'user-agent': agent } });
      return own;
    };
    expect(slugOf(await withPass(AMAL, from('latchkey-agent (Windows)')))).toBe('policy_blocked');
    expect((await withPass(AMAL, from('latchkey-agent (Linux)'))).status).toBe(200);
    expect((await withPass(AMAL)).status).toBe(200);
    // What the laptop said when it joined counts from then on, whatever its user agent says.
    expect((await laptop.join({ operatingSystem: 'Windows' })).status).toBe(201);
    expect(slugOf(await laptop.call('/v1.0/me/authentication/fido2Methods/creationOptions'))).toBe(
      'policy_blocked',
    );
    expect(slugOf(await withPass(AMAL, from('latchkey-agent (Linux)')))).toBe('policy_blocked');
  });

  test('a compliant device: shut until the device is', async () => {
    await withPass();
    await laptop.join();
    await put(control('compliantDevice'));
    const refused = await withPass();
    expect([slugOf(refused), refused.body.gates[0].opens]).toEqual(['policy_blocked', ['compliant_device']]);
    await lab.db.updateTable('devices').set({ is_compliant: 1 }).execute();
    expect((await withPass()).status).toBe(200);
  });

  test('a hybrid-joined device is domain joined, an Entra-joined one is not', async () => {
    await withPass();
    await laptop.join();
    await put(control('domainJoinedDevice'));
    expect(slugOf(await withPass())).toBe('policy_blocked');
    await lab.db.updateTable('devices').set({ join_type: 'hybrid' }).execute();
    expect((await withPass()).status).toBe(200);
  });
});

describe('a policy that only reports', () => {
  test('changes nothing, and its result is in the row for those who take new words', async () => {
    const state = 'enabledForReportingButNotEnforced';
    const ids = [
      await put({ ...control('block'), state }),
      await put({ ...control('mfa'), state }),
      await put({ ...strength(STRENGTH.phishingResistant), state }),
      await put({
        ...control('mfa'),
        state,
        conditions: { ...ALL, applications: { includeApplications: ['None'] } },
      }),
      await put({ ...control('mfa'), state: 'disabled' }),
    ];
    await bootstrap(false);
    expect((await withPass()).status).toBe(200);
    const results = (row: { appliedConditionalAccessPolicies: { id: string; result: string }[] }) =>
      ids.map((id) => row.appliedConditionalAccessPolicies.find((one) => one.id === id)?.result);
    const row = await newestRow();
    expect(row.conditionalAccessStatus).toBe('notApplied');
    expect(results(row)).toEqual([
      'reportOnlyFailure',
      'reportOnlySuccess',
      'reportOnlyInterrupted',
      'reportOnlyNotApplied',
      'notEnabled',
    ]);
    const unknown = 'unknownFutureValue';
    expect(results(await newestRow({}))).toEqual([unknown, unknown, unknown, unknown, 'notEnabled']);
  });
});

describe('the sign-in row', () => {
  test('names the policies, their controls and what they came to', async () => {
    const id = await put({
      ...control('mfa'),
      sessionControls: { signInFrequency: { value: 4, type: 'hours' } },
    });
    await withPass();
    expect(await newestRow()).toMatchObject({
      conditionalAccessStatus: 'success',
      authenticationRequirement: 'multiFactorAuthentication',
      authenticationRequirementPolicies: [{ requirementProvider: 'multiConditionalAccess' }],
      appliedConditionalAccessPolicies: [
        {
          id,
          displayName: 'A rule',
          enforcedGrantControls: ['Mfa'],
          enforcedSessionControls: ['SignInFrequency'],
          result: 'success',
        },
      ],
    });
    await put(control('block'));
    await withPass();
    expect(await newestRow()).toMatchObject({
      conditionalAccessStatus: 'failure',
      status: { errorCode: 53003 },
    });
  });

  test('hides its policies from who may not read them', async () => {
    await put(control('mfa'));
    const scope = 'openid AuditLog.Read.All';
    const desk = await signInAs(lab, 'dev@northwind.example', [ROLES.globalReader], scope);
    const read = async (by: Laptop) => (await by.call('/v1.0/auditLogs/signIns?$top=1')).body.value[0];
    expect((await read(desk)).appliedConditionalAccessPolicies).toEqual([]);
    expect(await read(desk)).not.toHaveProperty('authenticationRequirementPolicies');
    const reader = await signInAs(
      lab,
      'dev@northwind.example',
      [ROLES.globalReader],
      `${scope} Policy.Read.All`,
    );
    expect((await read(reader)).appliedConditionalAccessPolicies).toHaveLength(1);
  });
});

describe('renewal', () => {
  const signInFrequency = (frequency: object) => ({
    grantControls: null,
    sessionControls: { signInFrequency: frequency },
  });
  const long = { isUsableOnce: false, lifetimeInMinutes: 480 };
  /** Every sign-in is so much older: the provider itself judges proofs by the machine's clock. */
  async function age(by: number): Promise<void> {
    const seconds = by / 1000;
    await lab.db
      .updateTable('sessions')
      .set((row) => ({ auth_time: row('auth_time', '-', seconds) }))
      .execute();
    await lab.db
      .updateTable('reservations')
      .set((row) => ({ verified_at: row('verified_at', '-', by) }))
      .execute();
  }
  async function atDesk(): Promise<{ desk: Laptop; first: Answer }> {
    const desk = await Laptop.make(lab);
    desk.client = 'latchkey-cli';
    desk.scope = 'openid User.Read offline_access';
    return { desk, first: await withPass(AMAL, desk, long) };
  }

  test.each([
    ['an hour', { value: 1, type: 'hours' }, HOUR],
    ['every time, five minutes of it', { frequencyInterval: 'everyTime' }, 5 * 60_000],
  ])('sign-in frequency: %s, just before and just after', async (_what, frequency, limit) => {
    const { desk, first } = await atDesk();
    await put(signInFrequency({ isEnabled: true, ...frequency }));
    await age(limit - 30_000);
    expect((await refresh(first, desk)).status).toBe(200);
    await age(60_000);
    const refused = await refresh(first, desk);
    expect([refused.status, refused.body.error, slugOf(refused), refused.body.error_codes]).toEqual([
      400,
      'invalid_grant',
      'sign_in_frequency',
      [70043],
    ]);
    await age(-limit);
    expect((await refresh(first, desk)).status).toBe(200);
  });

  test('sign-in frequency ends nothing where its policy is off, only reports or is not about this sign-in', async () => {
    const { desk, first } = await atDesk();
    const frequency = signInFrequency({ isEnabled: true, value: 1, type: 'hours' });
    await put({ ...frequency, state: 'disabled' });
    await put({ ...frequency, state: 'enabledForReportingButNotEnforced' });
    await put({
      ...frequency,
      conditions: { ...ALL, applications: { includeApplications: ['latchkey-agent'] } },
    });
    await age(2 * HOUR);
    expect((await refresh(first, desk)).status).toBe(200);
  });

  test('a reservation is no way round it: its code is refused too', async () => {
    await withPass(AMAL, laptop, long);
    await put(signInFrequency({ isEnabled: true, value: 1, type: 'hours' }));
    const takeUp = () => laptop.signIn(AMAL, () => ({ authn_method: 'reservation' }));
    await age(HOUR - 60_000);
    expect((await takeUp()).status).toBe(200);
    await age(120_000);
    expect(slugOf(await takeUp())).toBe('sign_in_frequency');
  });

  test('a strength that is asked for since then: at the renewal, not before', async () => {
    const { desk, first } = await atDesk();
    await put(strength(STRENGTH.phishingResistant));
    expect((await desk.call('/v1.0/me')).status).toBe(200);
    const refused = await refresh(first, desk);
    expect([refused.body.error, slugOf(refused), refused.body.error_codes]).toEqual([
      'invalid_grant',
      'policy_blocked',
      [53003],
    ]);
    expect(refused.body.gates).toContainEqual(expect.objectContaining({ satisfied: false }));
  });

  test('a block in the middle of a run: at the next call, whichever it is, and the run goes on when it is lifted', async () => {
    const first = await withPass();
    const id = await put(control('block'));
    const joined = await laptop.join();
    expect([joined.status, slugOf(joined)]).toEqual([403, 'policy_blocked']);
    expect(slugOf(await laptop.call('/v1.0/me/authentication/fido2Methods/creationOptions'))).toBe(
      'policy_blocked',
    );
    expect(slugOf(await refresh(first))).toBe('policy_blocked');
    await lab.call(`/v1.0/identity/conditionalAccess/policies/${id}`, { method: 'DELETE', headers });
    expect((await finish(software())).status).toBe(200);
  });
});
