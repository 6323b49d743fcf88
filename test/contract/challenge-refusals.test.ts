import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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

describe('answers that are refused', () => {
  test('pass_wrong: the same for a wrong pass, no pass and an unknown user', async () => {
    await stage.lab.issuePass(AMAL);
    const bodies = [];
    for (const user of [AMAL, 'gina@northwind.example', 'nobody@northwind.example']) {
      const refused = await stage.answerPass(user, 'wrongwrong', await Laptop.make(stage.lab));
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

  test('an unknown user costs as much as a known one: one slow hash, whatever was asked', async () => {
    await stage.lab.issuePass(AMAL);
    const { slowHash } = stage.lab.directory.context;
    const matches = slowHash.matches.bind(slowHash);
    let hashes: string[] = [];
    slowHash.matches = (secret, phc) => {
      hashes.push(phc.split('$').slice(0, 4).join('$'));
      return matches(secret, phc);
    };
    const costs = [];
    for (const user of [AMAL, 'gina@northwind.example', 'nobody@northwind.example']) {
      for (const method of [PASS, 'password']) {
        hashes = [];
        await stage.answer(
          user,
          { authn_method: method, [method]: 'wrongwrong' },
          await Laptop.make(stage.lab),
        );
        costs.push(hashes);
      }
    }
    slowHash.matches = matches;
    expect(costs).toEqual(Array(6).fill(['$argon2id$v=19$m=19456,t=2,p=1']));
  });

  test('pass_not_yet_valid says when', async () => {
    const startDateTime = new Date(Date.now() + 3_600_000).toISOString();
    const pass = await stage.lab.issuePass(AMAL, { startDateTime });
    const refused = await stage.answerPass(AMAL, pass);
    expect([refused.status, slugOf(refused)]).toEqual([400, 'pass_not_yet_valid']);
    expect(refused.body.retry_after).toBeGreaterThan(3500);
    expect(refused.headers['retry-after']).toBe(String(refused.body.retry_after));
  });

  test('pass_expired', async () => {
    const pass = await stage.lab.issuePass(AMAL, { lifetimeInMinutes: 10, isUsableOnce: true });
    stage.lab.ahead = 10 * 60_000;
    const refused = await stage.answerPass(AMAL, pass);
    expect([refused.status, slugOf(refused), refused.body.error_codes]).toEqual([
      400,
      'pass_expired',
      [130504],
    ]);
  });

  test('pass_not_found: it was taken back', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    const headers = await stage.lab.adminHeaders();
    const path = `/v1.0/users/${AMAL}/authentication/temporaryAccessPassMethods`;
    const { id } = (await stage.lab.call(path, { headers })).body.value[0];
    expect((await stage.lab.call(`${path}/${id}`, { method: 'DELETE', headers })).status).toBe(204);
    const refused = await stage.answerPass(AMAL, pass);
    expect([refused.status, slugOf(refused), refused.body.error_codes]).toEqual([
      400,
      'pass_not_found',
      [130507],
    ]);
  });

  test('pass_blocked_by_policy: the user has left the scope', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    const row = { group_id: 'group-no-pass', user_id: '5eed0000-0000-4000-8000-000000000001' };
    await stage.lab.db.insertInto('group_members').values(row).execute();
    const refused = await stage.answerPass(AMAL, pass);
    await stage.lab.db.deleteFrom('group_members').where('user_id', '=', row.user_id).execute();
    expect([refused.status, slugOf(refused)]).toEqual([403, 'pass_blocked_by_policy']);
  });

  test.each([
    ['account_disabled', 'jon@northwind.example', 50057],
    ['device_quota', 'kaya@northwind.example', undefined],
    ['join_blocked', 'liam@northwind.example', 240001],
  ])('%s, and nothing is held or spent', async (slug, user, number) => {
    const pass = await stage.lab.issuePass(user);
    const before = await stage.lab.db.selectFrom('reservations').select('id').execute();
    const refused = await stage.answerPass(user, pass);
    expect([refused.status, slugOf(refused), refused.body.error_codes?.[0]]).toEqual([403, slug, number]);
    if (slug !== 'account_disabled') {
      expect(refused.body.gates.filter((gate: { satisfied: boolean }) => !gate.satisfied)).toHaveLength(1);
    }
    expect(await stage.lab.db.selectFrom('reservations').select('id').execute()).toEqual(before);
    const kept = await stage.lab.db
      .selectFrom('passes')
      .select('used_at')
      .where('deleted_at', 'is', null)
      .execute();
    expect(kept.every((row) => row.used_at === null)).toBe(true);
  });

  test('password_wrong', async () => {
    const refused = await stage.answer('ben@northwind.example', {
      authn_method: 'password',
      password: 'not it',
    });
    expect([refused.status, slugOf(refused), refused.body.error_codes]).toEqual([
      400,
      'password_wrong',
      [50126],
    ]);
  });

  test('otp_needs_password, federated_sign_in, reservation_ended, request_malformed', async () => {
    const otp = await stage.answer(AMAL, { authn_method: 'software_oath', otp: '123456' });
    const federated = await stage.answer(AMAL, { authn_method: 'federated' });
    const reservation = await stage.answer('gina@northwind.example', { authn_method: 'reservation' });
    const empty = await stage.answer(AMAL, { authn_method: PASS });
    expect([otp, federated, reservation, empty].map(slugOf)).toEqual([
      'otp_needs_password',
      'federated_sign_in',
      'reservation_ended',
      'request_malformed',
    ]);
  });

  test('client_not_allowed: only the agent takes up reservations', async () => {
    const opened = await stage.laptop.challenge({ ...OPEN, client_id: 'latchkey-cli', login_hint: AMAL });
    const fields = { client_id: 'latchkey-cli', authn_method: 'reservation' };
    const refused = await stage.laptop.challenge({ auth_session: opened.body.auth_session, ...fields });
    expect(slugOf(refused)).toBe('client_not_allowed');
  });
});
