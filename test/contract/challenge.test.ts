import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChallengeNeeded, OAuthRefusal } from '../../electron/contract/wire/challenge.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const AMAL = 'amal@northwind.example';
const SCOPE = 'openid Device.Register UserAuthenticationMethod.ReadWrite Provisioning.Run';
const OPEN = {
  response_type: 'code',
  scope: SCOPE,
  code_challenge: 'a'.repeat(43),
  code_challenge_method: 'S256',
} as const;
const PASS = 'temporary_access_pass';

let lab: Lab;
let laptop: Laptop;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('lockouts').execute();
  laptop = await Laptop.make(lab);
});

const open = (user: string, by = laptop) => by.challenge({ ...OPEN, login_hint: user });

async function answer(user: string, fields: Record<string, string>, by = laptop) {
  const opened = await open(user, by);
  return by.challenge({ auth_session: opened.body.auth_session, ...fields });
}
const answerPass = (user: string, pass: string, by = laptop) =>
  answer(user, { authn_method: PASS, temporary_access_pass: pass }, by);

describe('opening', () => {
  test('is 401 with the same methods for everybody, known or not', async () => {
    const shapes = [];
    for (const user of [AMAL, 'nobody@northwind.example', 'ben@northwind.example', 'jon@northwind.example']) {
      const opened = await open(user);
      expect(opened.status).toBe(401);
      const needed = ChallengeNeeded.parse(opened.body);
      expect(needed.auth_session).toMatch(/^[\w-]{43}$/);
      const passkey = needed.authn_methods.find((method) => method.method === 'passkey');
      expect(passkey?.public_key).toMatchObject({
        rpId: 'localhost',
        allowCredentials: [],
        userVerification: 'required',
      });
      shapes.push([Object.keys(opened.body), needed.authn_methods.map((method) => method.method)]);
    }
    expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1);
    expect(shapes[0]?.[1]).toEqual([PASS, 'passkey', 'password']);
  });

  test('carries no WWW-Authenticate, so that it is read as an answer', async () => {
    expect((await open(AMAL)).headers).not.toHaveProperty('www-authenticate');
  });

  test('the value of the session is not in the database', async () => {
    const { auth_session } = (await open(AMAL)).body;
    const rows = await lab.db.selectFrom('auth_sessions').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(auth_session);
  });

  test.each([
    ['an unknown client', { client_id: 'who' }, 401, 'client_unknown'],
    ['a confidential client', { client_id: 'latchkey-admin' }, 400, 'client_not_allowed'],
    ['a scope that does not exist', { scope: 'openid Everything' }, 400, 'scope_invalid'],
    ['no scope', { scope: ' ' }, 400, 'scope_invalid'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 400, 'request_malformed'],
    ['another response type', { response_type: 'token' }, 400, 'request_malformed'],
    ['an empty name', { login_hint: '' }, 400, 'request_malformed'],
    ['a method that does not exist', { authn_method: 'sms' }, 400, 'request_malformed'],
  ])('%s is refused', async (_name, change, status, slug) => {
    const refused = await laptop.challenge({ ...OPEN, login_hint: AMAL, ...change });
    expect([refused.status, slugOf(refused)]).toEqual([status, slug]);
    OAuthRefusal.parse(refused.body);
  });

  test('a field given twice is refused', async () => {
    const path = '/oauth2/authorize-challenge';
    const refused = await lab.call(path, {
      body: 'client_id=latchkey-agent&client_id=latchkey-cli',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        dpop: await laptop.proof('POST', path),
      },
    });
    expect([refused.status, slugOf(refused)]).toEqual([400, 'request_malformed']);
  });

  test('JSON is 415', async () => {
    const refused = await laptop.call('/oauth2/authorize-challenge', { bare: true, body: {} });
    expect([refused.status, slugOf(refused)]).toEqual([415, 'media_type_unsupported']);
  });

  test('unknown fields and an Authorization header are ignored', async () => {
    const form = { client_id: 'latchkey-agent', ...OPEN, login_hint: AMAL, resource: 'x', nonsense: 'y' };
    const opened = await laptop.call('/oauth2/authorize-challenge', {
      bare: true,
      form,
      headers: { authorization: 'DPoP none' },
    });
    expect(opened.status).toBe(401);
    expect(opened.body.error).toBe('insufficient_authorization');
  });
});

describe('DPoP at the challenge', () => {
  const path = '/oauth2/authorize-challenge';
  const form = { client_id: 'latchkey-agent', ...OPEN, login_hint: AMAL };

  test('no proof, and a proof for another URL or method, are dpop_invalid', async () => {
    const none = await lab.call(path, { form });
    const elsewhere = await lab.call(path, {
      form,
      headers: { dpop: await laptop.proof('POST', '/oauth2/token') },
    });
    const method = await lab.call(path, { form, headers: { dpop: await laptop.proof('GET', path) } });
    for (const refused of [none, elsewhere, method]) {
      expect([refused.status, slugOf(refused), refused.body.error]).toEqual([
        400,
        'dpop_invalid',
        'invalid_dpop_proof',
      ]);
    }
  });

  test('of ten requests with one proof one counts', async () => {
    const dpop = await laptop.proof('POST', path);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => lab.call(path, { form, headers: { dpop } })),
    );
    expect(answers.filter((each) => each.status === 401)).toHaveLength(1);
    expect(answers.filter((each) => slugOf(each) === 'dpop_invalid')).toHaveLength(9);
  });

  test('a clock that is a day off is told the nonce, and goes on with it', async () => {
    lab.ahead = -86_400_000;
    const dpop = await laptop.proof('POST', path);
    lab.ahead = 0;
    const refused = await lab.call(path, { form, headers: { dpop } });
    expect([refused.status, slugOf(refused)]).toEqual([400, 'dpop_nonce_required']);
    expect(refused.headers['dpop-nonce']).toMatch(/^[\w-]{43}$/);
  });

  test('two DPoP headers are refused', async () => {
    const proofs = [await laptop.proof('POST', path), await laptop.proof('POST', path)];
    const refused = await lab.call(path, { form, headers: { dpop: proofs as never } });
    expect(slugOf(refused)).toBe('dpop_invalid');
  });
});

describe('a session', () => {
  test('belongs to its key and its client, and ends', async () => {
    const opened = await open(AMAL);
    const { auth_session } = opened.body;
    const stranger = await Laptop.make(lab);
    const others = [
      await stranger.challenge({ auth_session }),
      await laptop.challenge({ auth_session, client_id: 'latchkey-cli' }),
      await laptop.challenge({ auth_session: randomBytes(32).toString('base64url') }),
    ];
    lab.ahead = 11 * 60_000;
    others.push(await laptop.challenge({ auth_session }));
    for (const refused of others) {
      expect([refused.status, slugOf(refused), refused.body.error]).toEqual([
        400,
        'session_invalid',
        'invalid_session',
      ]);
    }
  });

  test('may be looked at: the methods again, with fresh passkey options', async () => {
    const opened = await open(AMAL);
    const again = await laptop.challenge({ auth_session: opened.body.auth_session });
    expect(again.status).toBe(401);
    const challengeOf = (each: typeof again) =>
      ChallengeNeeded.parse(each.body).authn_methods[1]?.public_key?.challenge;
    expect(challengeOf(again)).not.toBe(challengeOf(opened));
  });
});

describe('answers that are refused', () => {
  test('pass_wrong: the same for a wrong pass, no pass and an unknown user', async () => {
    await lab.issuePass(AMAL);
    const bodies = [];
    for (const user of [AMAL, 'gina@northwind.example', 'nobody@northwind.example']) {
      const refused = await answerPass(user, 'wrongwrong', await Laptop.make(lab));
      expect([refused.status, slugOf(refused), refused.body.error_codes]).toEqual([
        400,
        'pass_wrong',
        [130503],
      ]);
      expect(refused.body.auth_session).toBeTypeOf('string');
      expect(refused.body).not.toHaveProperty('gates');
      bodies.push(Object.keys(refused.body));
    }
    expect(new Set(bodies.map(String)).size).toBe(1);
  });

  test('an unknown user takes as long as a known one', async () => {
    await lab.issuePass(AMAL);
    const median = async (user: string): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 9; n += 1) {
        await lab.db.deleteFrom('lockouts').execute();
        const opened = await open(user);
        const started = performance.now();
        const fields = { authn_method: PASS, temporary_access_pass: 'wrongwrong' };
        await laptop.challenge({ auth_session: opened.body.auth_session, ...fields });
        times.push(performance.now() - started);
      }
      return times.sort((a, b) => a - b)[4] ?? 0;
    };
    const [known, unknown] = [await median(AMAL), await median('nobody@northwind.example')];
    // Without the dummy hash the unknown one would be some twenty milliseconds faster, several times as fast.
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  test('pass_not_yet_valid says when', async () => {
    const startDateTime = new Date(Date.now() + 3_600_000).toISOString();
    const pass = await lab.issuePass(AMAL, { startDateTime });
    const refused = await answerPass(AMAL, pass);
    expect([refused.status, slugOf(refused)]).toEqual([400, 'pass_not_yet_valid']);
    expect(refused.body.retry_after).toBeGreaterThan(3500);
    expect(refused.headers['retry-after']).toBe(String(refused.body.retry_after));
  });

  test('pass_expired', async () => {
    const pass = await lab.issuePass(AMAL, { lifetimeInMinutes: 10, isUsableOnce: true });
    lab.ahead = 10 * 60_000;
    const refused = await answerPass(AMAL, pass);
    expect([refused.status, slugOf(refused), refused.body.error_codes]).toEqual([
      400,
      'pass_expired',
      [130504],
    ]);
  });

  test('pass_not_found: it was taken back', async () => {
    const pass = await lab.issuePass(AMAL);
    const headers = await lab.adminHeaders();
    const path = `/v1.0/users/${AMAL}/authentication/temporaryAccessPassMethods`;
    const { id } = (await lab.call(path, { headers })).body.value[0];
    expect((await lab.call(`${path}/${id}`, { method: 'DELETE', headers })).status).toBe(204);
    const refused = await answerPass(AMAL, pass);
    expect([refused.status, slugOf(refused), refused.body.error_codes]).toEqual([
      400,
      'pass_not_found',
      [130507],
    ]);
  });

  test('pass_blocked_by_policy: the user has left the scope', async () => {
    const pass = await lab.issuePass(AMAL);
    const row = { group_id: 'group-no-pass', user_id: '5eed0000-0000-4000-8000-000000000001' };
    await lab.db.insertInto('group_members').values(row).execute();
    const refused = await answerPass(AMAL, pass);
    await lab.db.deleteFrom('group_members').where('user_id', '=', row.user_id).execute();
    expect([refused.status, slugOf(refused)]).toEqual([403, 'pass_blocked_by_policy']);
  });

  test.each([
    ['account_disabled', 'jon@northwind.example', 50057],
    ['device_quota', 'kaya@northwind.example', undefined],
    ['join_blocked', 'liam@northwind.example', 240001],
  ])('%s, and nothing is held or spent', async (slug, user, number) => {
    const pass = await lab.issuePass(user);
    const before = await lab.db.selectFrom('reservations').select('id').execute();
    const refused = await answerPass(user, pass);
    expect([refused.status, slugOf(refused), refused.body.error_codes?.[0]]).toEqual([403, slug, number]);
    if (slug !== 'account_disabled') {
      expect(refused.body.gates.filter((gate: { satisfied: boolean }) => !gate.satisfied)).toHaveLength(1);
    }
    expect(await lab.db.selectFrom('reservations').select('id').execute()).toEqual(before);
    const kept = await lab.db
      .selectFrom('passes')
      .select('used_at')
      .where('deleted_at', 'is', null)
      .execute();
    expect(kept.every((row) => row.used_at === null)).toBe(true);
  });

  test('password_wrong', async () => {
    const refused = await answer('ben@northwind.example', { authn_method: 'password', password: 'not it' });
    expect([refused.status, slugOf(refused), refused.body.error_codes]).toEqual([
      400,
      'password_wrong',
      [50126],
    ]);
  });

  test('otp_wrong, federated_sign_in, reservation_ended, request_malformed', async () => {
    const otp = await answer(AMAL, { authn_method: 'software_oath', otp: '123456' });
    const federated = await answer(AMAL, { authn_method: 'federated' });
    const reservation = await answer('gina@northwind.example', { authn_method: 'reservation' });
    const empty = await answer(AMAL, { authn_method: PASS });
    expect([otp, federated, reservation, empty].map(slugOf)).toEqual([
      'otp_wrong',
      'federated_sign_in',
      'reservation_ended',
      'request_malformed',
    ]);
  });

  test('client_not_allowed: only the agent takes up reservations', async () => {
    const opened = await laptop.challenge({ ...OPEN, client_id: 'latchkey-cli', login_hint: AMAL });
    const fields = { client_id: 'latchkey-cli', authn_method: 'reservation' };
    const refused = await laptop.challenge({ auth_session: opened.body.auth_session, ...fields });
    expect(slugOf(refused)).toBe('client_not_allowed');
  });
});

describe('a federated domain', () => {
  const IRIS = 'iris@contoso-fed.example';
  const names = (each: { body: { authn_methods: { method: string }[] } }) =>
    each.body.authn_methods.map((method) => method.method);

  test('is sent elsewhere, known or not, until there is a usable pass', async () => {
    expect(names(await open(IRIS))).toEqual(['federated', 'passkey']);
    const unknown = await open('nobody@contoso-fed.example');
    expect(names(unknown)).toEqual(['federated', 'passkey']);
    expect(names(await laptop.challenge({ auth_session: unknown.body.auth_session }))).toEqual([
      'federated',
      'passkey',
    ]);
    const pass = await lab.issuePass(IRIS);
    expect(names(await open(IRIS))).toEqual([PASS, 'passkey']);
    expect((await answerPass(IRIS, pass)).status).toBe(200);
  });
});

describe('the loop', () => {
  const BEN = 'ben@northwind.example';
  const right = { authn_method: 'password', password: 'Ben-winter-lantern-47' };

  test('a right password with no way to do MFA is explained, and goes on by itself once a pass exists', async () => {
    const opened = await open(BEN);
    const { auth_session } = opened.body;
    const dead = await laptop.challenge({ auth_session, ...right });
    expect([dead.status, slugOf(dead), dead.body.error]).toEqual([
      403,
      'mfa_enrolment_required',
      'access_denied',
    ]);
    expect(dead.body).toMatchObject({ auth_session, interval: 5, error_codes: [50079] });
    expect(dead.body.gates[0]).toMatchObject({
      displayName: 'Multifactor authentication for everyone',
      requires: 'mfa',
      satisfied: false,
      opens: ['temporary_access_pass', 'passkey', 'software_oath'],
    });
    // Hours of polling keep the session; nobody sees it die.
    for (let minutes = 0; minutes < 60; minutes += 9) {
      lab.ahead = minutes * 60_000;
      expect(slugOf(await laptop.challenge({ auth_session }))).toBe('mfa_enrolment_required');
    }
    const pass = await lab.issuePass(BEN);
    const open2 = await laptop.challenge({ auth_session });
    expect(open2.status).toBe(401);
    expect(open2.body.authn_methods.map((method: { method: string }) => method.method)).toEqual([PASS]);
    const granted = await laptop.challenge({ auth_session, authn_method: PASS, temporary_access_pass: pass });
    expect(granted.status).toBe(200);
    const session = await lab.db
      .selectFrom('sessions')
      .select('amr')
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
    expect(JSON.parse(session?.amr ?? '')).toEqual(['pwd', 'tap', 'mfa']);
  });

  test('who has another method is told what remains', async () => {
    const needed = await answer('eva@northwind.example', {
      authn_method: 'password',
      password: 'Eva-granite-window-62',
    });
    expect(needed.status).toBe(401);
    const { authn_methods, gates } = ChallengeNeeded.parse(needed.body);
    expect(authn_methods.map((method) => method.method)).toEqual(['passkey']);
    expect(gates?.[0]?.satisfied).toBe(false);
  });

  test('a wrong password says nothing about gates', async () => {
    const refused = await answer(BEN, { ...right, password: 'wrong-wrong' });
    expect(refused.body).not.toHaveProperty('gates');
  });
});
