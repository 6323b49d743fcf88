import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChallengeNeeded } from '../../electron/contract/wire/challenge.ts';
import { ChallengeStage, PASS } from './challenge-stage.ts';
import { slugOf } from './lab.ts';

let stage: ChallengeStage;
beforeAll(async () => {
  stage = await ChallengeStage.open();
});
afterAll(() => stage.lab.close());
beforeEach(() => stage.reset());

describe('a federated domain', () => {
  const IRIS = 'iris@contoso-fed.example';
  const names = (each: { body: { authn_methods: { method: string }[] } }) =>
    each.body.authn_methods.map((method) => method.method);

  test('is sent elsewhere, known or not, until there is a usable pass', async () => {
    expect(names(await stage.begin(IRIS))).toEqual(['federated', 'passkey']);
    const unknown = await stage.begin('nobody@contoso-fed.example');
    expect(names(unknown)).toEqual(['federated', 'passkey']);
    expect(names(await stage.laptop.challenge({ auth_session: unknown.body.auth_session }))).toEqual([
      'federated',
      'passkey',
    ]);
    const pass = await stage.lab.issuePass(IRIS);
    expect(names(await stage.begin(IRIS))).toEqual([PASS, 'passkey']);
    expect((await stage.answerPass(IRIS, pass)).status).toBe(200);
  });
});

describe('the loop', () => {
  const BEN = 'ben@northwind.example';
  const right = { authn_method: 'password', password: 'Ben-winter-lantern-47' };

  test('a right password with no way to do MFA is explained, and goes on by itself once a pass exists', async () => {
    const opened = await stage.begin(BEN);
    const { auth_session } = opened.body;
    const dead = await stage.laptop.challenge({ auth_session, ...right });
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
      stage.lab.ahead = minutes * 60_000;
      expect(slugOf(await stage.laptop.challenge({ auth_session }))).toBe('mfa_enrolment_required');
    }
    const pass = await stage.lab.issuePass(BEN);
    const open2 = await stage.laptop.challenge({ auth_session });
    expect(open2.status).toBe(401);
    expect(open2.body.authn_methods.map((method: { method: string }) => method.method)).toEqual([PASS]);
    const granted = await stage.laptop.challenge({
      auth_session,
      authn_method: PASS,
      temporary_access_pass: pass,
    });
    expect(granted.status).toBe(200);
    const session = await stage.lab.db
      .selectFrom('sessions')
      .select('amr')
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
    expect(JSON.parse(session?.amr ?? '')).toEqual(['pwd', 'tap', 'mfa']);
  });

  test('who has another method is told what remains', async () => {
    const needed = await stage.answer('eva@northwind.example', {
      authn_method: 'password',
      password: 'Eva-granite-window-62',
    });
    expect(needed.status).toBe(401);
    const { authn_methods, gates } = ChallengeNeeded.parse(needed.body);
    expect(authn_methods.map((method) => method.method)).toEqual(['passkey']);
    expect(gates?.[0]?.satisfied).toBe(false);
  });

  test('a wrong password says nothing about gates', async () => {
    const refused = await stage.answer(BEN, { ...right, password: 'wrong-wrong' });
    expect(refused.body).not.toHaveProperty('gates');
  });
});
