import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AccessClaims, TokenAnswer } from '../../electron/contract/wire/token.ts';
import { type Answer, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const AMAL = 'amal@northwind.example';
const SCOPE = 'openid Device.Register UserAuthenticationMethod.ReadWrite Provisioning.Run';
const TOKEN = '/oauth2/token';
const OPTIONS = '/v1.0/me/authentication/fido2Methods/creationOptions';

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

/** Signs in with a pass and keeps the code unredeemed. */
async function codeFor(pass: string, by = laptop) {
  const verifier = randomBytes(32).toString('base64url');
  const granted = await by.challenge({
    response_type: 'code',
    scope: SCOPE,
    login_hint: AMAL,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    authn_method: 'temporary_access_pass',
    temporary_access_pass: pass,
  });
  expect(granted.status).toBe(200);
  return { code: granted.body.authorization_code as string, verifier };
}

function redeem({ code, verifier }: { code: string; verifier: string }, by = laptop): Promise<Answer> {
  const form = {
    grant_type: 'authorization_code',
    client_id: 'latchkey-agent',
    code,
    code_verifier: verifier,
  };
  return by.call(TOKEN, { bare: true, form });
}

function refresh(token: string, by = laptop): Promise<Answer> {
  const form = { grant_type: 'refresh_token', client_id: 'latchkey-agent', refresh_token: token };
  return by.call(TOKEN, { bare: true, form });
}

describe('the agent’s tokens', () => {
  test('say who, how, under which reservation, and are bound to the key', async () => {
    const answer = await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL));
    const tokens = TokenAnswer.parse(answer.body);
    expect(tokens.token_type).toBe('DPoP');
    const keys = createRemoteJWKSet(new URL(lab.url('/oauth2/jwks')), {
      [customFetch]: async () => Response.json((await lab.call('/oauth2/jwks')).body),
    });
    const url = lab.directory.url;
    const { payload } = await jwtVerify(tokens.access_token, keys, {
      typ: 'at+jwt',
      issuer: url,
      audience: url,
    });
    const claims = AccessClaims.parse(payload);
    const reservation = await lab.db
      .selectFrom('reservations')
      .selectAll()
      .where('jkt', '=', laptop.jkt)
      .executeTakeFirst();
    expect(claims).toMatchObject({
      tid: lab.directory.tenantId,
      amr: ['tap', 'mfa'],
      acr: 'mfa',
      preferred_username: AMAL,
      name: 'Amal Haddad',
      given_name: 'Amal',
      reservation: reservation?.id,
      reservation_exp: Math.floor((reservation?.ends_at ?? 0) / 1000),
    });
    expect(payload.cnf).toEqual({ jkt: laptop.jkt });
    expect(claims.exp).toBeLessThanOrEqual(claims.reservation_exp ?? 0);
    expect(claims.deviceid).toBeUndefined();
    const id = decodeJwt(tokens.id_token ?? '');
    expect(id).toMatchObject({ oid: claims.oid, amr: ['tap', 'mfa'], acr: 'mfa', preferred_username: AMAL });
  });

  test('name the device from the first refresh after the join', async () => {
    const answer = await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL));
    const joined = await laptop.join();
    expect(joined.status).toBe(201);
    const refreshed = await refresh(answer.body.refresh_token);
    expect(decodeJwt(refreshed.body.access_token).deviceid).toBe(joined.body.deviceId);
    await lab.db.deleteFrom('devices').where('device_id', '=', joined.body.deviceId).execute();
  });

  test('end with the pass, to the second, and so does what a refresh gives', async () => {
    const pass = await lab.issuePass(AMAL, { lifetimeInMinutes: 10, isUsableOnce: false });
    await lab.db
      .updateTable('passes')
      .set({ start_at: Date.now() - 500_000 })
      .where('deleted_at', 'is', null)
      .execute();
    const answer = await laptop.signInWithPass(AMAL, pass);
    expect(answer.body.expires_in).toBeLessThanOrEqual(100);
    expect(answer.body.expires_in).toBeGreaterThan(90);
    const again = await refresh(answer.body.refresh_token);
    expect(again.body.expires_in).toBeLessThanOrEqual(answer.body.expires_in);
  });

  test('a refresh token does not rotate, serves eight at once, and only its own key', async () => {
    const { refresh_token } = (await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL))).body;
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refresh_token)));
    expect(answers.map((each) => each.status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map((each) => each.body.refresh_token))).toEqual(new Set([refresh_token]));
    const stranger = await refresh(refresh_token, await Laptop.make(lab));
    expect([stranger.status, stranger.body.error]).toEqual([400, 'invalid_grant']);
  });

  test('are refused after the reservation’s end, and so is the refresh', async () => {
    const { refresh_token } = (await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL))).body;
    expect((await laptop.call(OPTIONS)).status).not.toBe(401);
    lab.ahead = 10 * 60_000 + 1000;
    const refused = await laptop.call(OPTIONS);
    expect([refused.status, slugOf(refused)]).toEqual([401, 'token_invalid']);
    lab.ahead = 0;
    await lab.db
      .updateTable('reservations')
      .set({ ends_at: Date.now() - 1 })
      .where('jkt', '=', laptop.jkt)
      .execute();
    await lab.db
      .updateTable('sessions')
      .set({ expires_at: Date.now() - 1 })
      .where('jkt', '=', laptop.jkt)
      .execute();
    const late = await refresh(refresh_token);
    expect([late.status, late.body.error, slugOf(late)]).toEqual([400, 'invalid_grant', 'token_invalid']);
    expect(late.body.correlation_id).toBe(late.headers['request-id']);
  });

  test('of a user who is switched off are refused at once', async () => {
    const { refresh_token } = (await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL))).body;
    const off = (account_enabled: 0 | 1) =>
      lab.db.updateTable('users').set({ account_enabled }).where('user_principal_name', '=', AMAL).execute();
    await off(0);
    const [call, again] = [await laptop.call(OPTIONS), await refresh(refresh_token)];
    await off(1);
    expect([slugOf(call), again.body.error]).toEqual(['token_invalid', 'invalid_grant']);
  });

  test('without openid there is no ID token; without the scope no call', async () => {
    const granted = await laptop.signIn(AMAL, () => ({ authn_method: 'federated' }));
    expect(slugOf(granted)).toBe('federated_sign_in');
  });
});

describe('a code', () => {
  test('redeemed twice kills the grant', async () => {
    const given = await codeFor(await lab.issuePass(AMAL));
    const first = await redeem(given);
    expect(first.status).toBe(200);
    laptop.token = first.body.access_token;
    const second = await redeem(given);
    expect([second.status, second.body.error]).toEqual([400, 'invalid_grant']);
    expect((await refresh(first.body.refresh_token)).body.error).toBe('invalid_grant');
    expect(slugOf(await laptop.call(OPTIONS))).toBe('token_invalid');
  });

  test('redeemed eight times at once is redeemed once', async () => {
    const given = await codeFor(await lab.issuePass(AMAL));
    const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(given)));
    expect(answers.filter((each) => each.status === 200).length).toBeLessThanOrEqual(1);
    expect(
      answers.filter((each) => each.status !== 200).every((each) => each.body.error === 'invalid_grant'),
    ).toBe(true);
  });

  test('belongs to its key, its verifier and its client', async () => {
    const given = await codeFor(await lab.issuePass(AMAL));
    const stranger = await redeem(given, await Laptop.make(lab));
    const unverified = await redeem({
      ...(await codeFor(await lab.issuePass(AMAL))),
      verifier: 'a'.repeat(43),
    });
    const bare = await lab.call(TOKEN, {
      form: {
        grant_type: 'authorization_code',
        client_id: 'latchkey-agent',
        code: given.code,
        code_verifier: given.verifier,
      },
    });
    for (const refused of [stranger, unverified, bare]) {
      expect(refused.status).toBe(400);
      expect(refused.body.suberror).toBeTypeOf('string');
    }
  });
});
