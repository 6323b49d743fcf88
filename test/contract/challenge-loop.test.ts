import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChallengeNeeded } from '../../electron/contract/wire/challenge.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

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
