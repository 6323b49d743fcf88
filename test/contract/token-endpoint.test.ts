import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const AMAL = 'amal@northwind.example';
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

describe('the token endpoint', () => {
  test('a DPoP proof counts once, also among twenty at once', async () => {
    const { refresh_token } = (await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL))).body;
    const dpop = await laptop.proof('POST', TOKEN);
    const form = { grant_type: 'refresh_token', client_id: 'latchkey-agent', refresh_token };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => lab.call(TOKEN, { form, headers: { dpop } })),
    );
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
  });

  test('hands out the nonce that our own routes take, and the other way round', async () => {
    const form = { grant_type: 'refresh_token', client_id: 'latchkey-agent', refresh_token: 'x' };
    const answer = await laptop.call(TOKEN, { bare: true, form });
    expect(lab.directory.context.dpop.nonces.accepts(String(answer.headers['dpop-nonce']))).toBe(true);
    expect(answer.headers['dpop-nonce']).toBe(lab.directory.context.dpop.nonces.next());
  });

  test('client_unknown for a wrong secret', async () => {
    const form = { grant_type: 'client_credentials', client_id: 'latchkey-admin', client_secret: 'wrong' };
    const refused = await lab.call(TOKEN, { form });
    expect([refused.status, refused.body.error, slugOf(refused)]).toEqual([
      401,
      'invalid_client',
      'client_unknown',
    ]);
  });

  test('an application’s token is Bearer with its permissions, and only where applications may go', async () => {
    const headers = await lab.adminHeaders();
    const claims = decodeJwt((headers.authorization ?? '').slice(7));
    expect(claims).toMatchObject({ idtyp: 'app', tid: lab.directory.tenantId });
    expect(claims.roles).toContain('UserAuthenticationMethod.ReadWrite.All');
    const refused = await lab.call(OPTIONS, { headers });
    expect(refused.status).toBeGreaterThanOrEqual(401);
    expect(refused.status).toBeLessThan(404);
  });

  test('nonsense is a typed 4xx', async () => {
    const bodies = ['', 'grant_type=', 'grant_type=password', '%%%', 'a'.repeat(60_000)];
    for (const body of bodies) {
      const refused = await lab.call(TOKEN, {
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(refused.status).toBeLessThan(500);
      expect(refused.body.error).toBeTypeOf('string');
    }
  });
});

describe('a resource', () => {
  beforeEach(async () => {
    await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL));
  });

  test('says what is missing: no token, Bearer instead of DPoP, another key, a proof for another token', async () => {
    const token = laptop.token ?? '';
    const stranger = await Laptop.make(lab);
    const refused = [
      await lab.call(OPTIONS),
      await lab.call(OPTIONS, { headers: { authorization: `Bearer ${token}` } }),
      await lab.call(OPTIONS, { headers: { authorization: `DPoP ${token}` } }),
      await lab.call(OPTIONS, {
        headers: { authorization: `DPoP ${token}`, dpop: await stranger.proof('GET', OPTIONS, token) },
      }),
      await lab.call(OPTIONS, {
        headers: { authorization: `DPoP ${token}`, dpop: await laptop.proof('GET', OPTIONS, 'other') },
      }),
      await lab.call(OPTIONS, {
        headers: { authorization: 'DPoP e30.e30.e30', dpop: await laptop.proof('GET', OPTIONS) },
      }),
    ];
    expect(refused.map((each) => each.status)).toEqual(Array(6).fill(401));
    for (const each of refused) expect(each.headers['www-authenticate']).toMatch(/^DPoP error="/);
    expect(refused.map(slugOf)).toEqual([
      'token_invalid',
      'token_invalid',
      'dpop_invalid',
      'dpop_invalid',
      'dpop_invalid',
      'token_invalid',
    ]);
  });

  test('a token under a reservation may only join, enrol and report', async () => {
    const refused = await laptop.call('/v1.0/me');
    expect([refused.status, slugOf(refused)]).toEqual([403, 'permission_denied']);
  });

  test('ends at once with the sign-in', async () => {
    expect((await laptop.call(OPTIONS)).status).not.toBe(401);
    const { sid } = decodeJwt(laptop.token ?? '');
    await lab.db.deleteFrom('oidc').where('kind', '=', 'Grant').where('id', '=', String(sid)).execute();
    expect(slugOf(await laptop.call(OPTIONS))).toBe('token_invalid');
  });
});
