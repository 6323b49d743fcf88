import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChallengeNeeded, OAuthRefusal } from '../../electron/contract/wire/challenge.ts';
import { ChallengeStage, OPEN, PASS } from './challenge-stage.ts';
import { slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const AMAL = 'amal@northwind.example';

let stage: ChallengeStage;
beforeAll(async () => {
  stage = await ChallengeStage.open();
});
afterAll(() => stage.lab.close());
beforeEach(() => stage.reset());

describe('opening', () => {
  test('is 401 with the same methods for everybody, known or not', async () => {
    const shapes = [];
    for (const user of [AMAL, 'nobody@northwind.example', 'ben@northwind.example', 'jon@northwind.example']) {
      const opened = await stage.begin(user);
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
    expect((await stage.begin(AMAL)).headers).not.toHaveProperty('www-authenticate');
  });

  test('the value of the session is not in the database', async () => {
    const { auth_session } = (await stage.begin(AMAL)).body;
    const rows = await stage.lab.db.selectFrom('auth_sessions').selectAll().execute();
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
    const refused = await stage.laptop.challenge({ ...OPEN, login_hint: AMAL, ...change });
    expect([refused.status, slugOf(refused)]).toEqual([status, slug]);
    OAuthRefusal.parse(refused.body);
  });

  test('a field given twice is refused', async () => {
    const path = '/oauth2/authorize-challenge';
    const refused = await stage.lab.call(path, {
      body: 'client_id=latchkey-agent&client_id=latchkey-cli',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        dpop: await stage.laptop.proof('POST', path),
      },
    });
    expect([refused.status, slugOf(refused)]).toEqual([400, 'request_malformed']);
  });

  test('JSON is 415', async () => {
    const refused = await stage.laptop.call('/oauth2/authorize-challenge', { bare: true, body: {} });
    expect([refused.status, slugOf(refused)]).toEqual([415, 'media_type_unsupported']);
  });

  test('unknown fields and an Authorization header are ignored', async () => {
    const form = { client_id: 'latchkey-agent', ...OPEN, login_hint: AMAL, resource: 'x', nonsense: 'y' };
    const opened = await stage.laptop.call('/oauth2/authorize-challenge', {
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
    const none = await stage.lab.call(path, { form });
    const elsewhere = await stage.lab.call(path, {
      form,
      headers: { dpop: await stage.laptop.proof('POST', '/oauth2/token') },
    });
    const method = await stage.lab.call(path, {
      form,
      headers: { dpop: await stage.laptop.proof('GET', path) },
    });
    for (const refused of [none, elsewhere, method]) {
      expect([refused.status, slugOf(refused), refused.body.error]).toEqual([
        400,
        'dpop_invalid',
        'invalid_dpop_proof',
      ]);
    }
  });

  test('of ten requests with one proof one counts', async () => {
    const dpop = await stage.laptop.proof('POST', path);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => stage.lab.call(path, { form, headers: { dpop } })),
    );
    expect(answers.filter((each) => each.status === 401)).toHaveLength(1);
    expect(answers.filter((each) => slugOf(each) === 'dpop_invalid')).toHaveLength(9);
  });

  test('a clock that is a day off is told the nonce, and goes on with it', async () => {
    stage.lab.ahead = -86_400_000;
    const dpop = await stage.laptop.proof('POST', path);
    stage.lab.ahead = 0;
    const refused = await stage.lab.call(path, { form, headers: { dpop } });
    expect([refused.status, slugOf(refused)]).toEqual([400, 'dpop_nonce_required']);
    expect(refused.headers['dpop-nonce']).toMatch(/^[\w-]{43}$/);
  });

  test('two DPoP headers are refused', async () => {
    const proofs = [await stage.laptop.proof('POST', path), await stage.laptop.proof('POST', path)];
    const refused = await stage.lab.call(path, { form, headers: { dpop: proofs as never } });
    expect(slugOf(refused)).toBe('dpop_invalid');
  });
});

describe('a session', () => {
  test('belongs to its key and its client, and ends', async () => {
    const opened = await stage.begin(AMAL);
    const { auth_session } = opened.body;
    const stranger = await Laptop.make(stage.lab);
    const others = [
      await stranger.challenge({ auth_session }),
      await stage.laptop.challenge({ auth_session, client_id: 'latchkey-cli' }),
      await stage.laptop.challenge({ auth_session: randomBytes(32).toString('base64url') }),
    ];
    stage.lab.ahead = 11 * 60_000;
    others.push(await stage.laptop.challenge({ auth_session }));
    for (const refused of others) {
      expect([refused.status, slugOf(refused), refused.body.error]).toEqual([
        400,
        'session_invalid',
        'invalid_session',
      ]);
    }
  });

  test('may be looked at: the methods again, with fresh passkey options', async () => {
    const opened = await stage.begin(AMAL);
    const again = await stage.laptop.challenge({ auth_session: opened.body.auth_session });
    expect(again.status).toBe(401);
    const challengeOf = (each: typeof again) =>
      ChallengeNeeded.parse(each.body).authn_methods[1]?.public_key?.challenge;
    expect(challengeOf(again)).not.toBe(challengeOf(opened));
  });
});
