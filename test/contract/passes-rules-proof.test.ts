import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import { listDirectoryAudits } from '../../server-stub/audit/directory-audits.ts';
import { listSignIns } from '../../server-stub/audit/sign-ins.ts';
import { Authenticator } from './authenticator.ts';
import { type Answer, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const AMAL = 'amal@northwind.example';
const AMAL_ID = '5eed0000-0000-4000-8000-000000000001';
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
  await lab.db.deleteFrom('devices').where('owner_id', '=', AMAL_ID).execute();
  await lab.db.deleteFrom('credentials').where('user_id', '=', AMAL_ID).execute();
  laptop = await Laptop.make(lab);
});

/** The first request may carry the answer at once; the code is left alone. */
function answer(by: Laptop, fields: Record<string, string>, client = 'latchkey-agent'): Promise<Answer> {
  return by.challenge({
    client_id: client,
    response_type: 'code',
    scope: client === 'latchkey-agent' ? 'openid Device.Register' : 'openid User.Read',
    login_hint: AMAL,
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    ...fields,
  });
}
const enter = (pass: string, by = laptop, client?: string) =>
  answer(by, { authn_method: 'temporary_access_pass', temporary_access_pass: pass }, client);
const takeUp = (by = laptop) => answer(by, { authn_method: 'reservation' });

/** From nothing to a provisional software credential on a joined device. */
async function enrol(pass: string, by = laptop): Promise<Authenticator> {
  expect((await by.signInWithPass(AMAL, pass)).status).toBe(200);
  const joined = await by.join();
  expect([200, 201]).toContain(joined.status);
  const authenticator = new Authenticator({ aaguid: AAGUIDS.software });
  const registered = await by.register(authenticator.register(await by.creationChallenge()));
  expect([registered.status, registered.body.state]).toEqual([201, 'provisional']);
  return authenticator;
}

/** A sign-in from nothing with the credential. */
function prove(authenticator: Authenticator, by = laptop): Promise<Answer> {
  return by.signIn(AMAL, (opened) => {
    const passkey = opened.body.authn_methods.find((each: { method: string }) => each.method === 'passkey');
    const assertion = authenticator.assert(passkey.public_key.challenge);
    return { authn_method: 'passkey', authn_response: JSON.stringify(assertion) };
  });
}

const reservations = () =>
  lab.db.selectFrom('reservations').selectAll().where('user_id', '=', AMAL_ID).execute();
const thePass = () =>
  lab.db
    .selectFrom('passes')
    .selectAll()
    .where('user_id', '=', AMAL_ID)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();

describe('the proof', () => {
  test('makes the credential active, commits the pass and ends what lived under the reservation', async () => {
    const pass = await lab.issuePass(AMAL);
    const authenticator = await enrol(pass);
    const before = laptop.token;
    const proved = await prove(authenticator);
    expect(proved.status).toBe(200);
    const row = await lab.db
      .selectFrom('credentials')
      .selectAll()
      .where('user_id', '=', AMAL_ID)
      .executeTakeFirst();
    expect(row).toMatchObject({ credential_id: authenticator.credentialId, state: 'active' });
    expect((await thePass()).used_at).not.toBeNull();
    expect((await reservations()).find((each) => each.committed_at !== null)?.end_reason).toBe('committed');
    const after = laptop.token;
    laptop.token = before;
    expect(slugOf(await laptop.call(OPTIONS))).toBe('token_invalid');
    laptop.token = after;
    expect((await laptop.call('/v1.0/me/authentication/methods')).status).not.toBe(401);
  });

  test('uses a one-time pass up: pass_used from any key, by any method', async () => {
    const pass = await lab.issuePass(AMAL);
    expect((await prove(await enrol(pass))).status).toBe(200);
    expect(slugOf(await enter(pass))).toBe('pass_used');
    expect(slugOf(await enter(pass, await Laptop.make(lab)))).toBe('pass_used');
    expect(slugOf(await takeUp())).toBe('pass_used');
  });

  test('may be repeated: the second is an ordinary sign-in', async () => {
    const authenticator = await enrol(await lab.issuePass(AMAL));
    expect([(await prove(authenticator)).status, (await prove(authenticator)).status]).toEqual([200, 200]);
  });

  test('two at once commit once', async () => {
    const authenticator = await enrol(await lab.issuePass(AMAL));
    const answers = await Promise.all([prove(authenticator), prove(authenticator)]);
    expect(answers.map((each) => each.status)).toEqual([200, 200]);
    const audits = await listDirectoryAudits(lab.directory.context, { userId: AMAL_ID, top: 10 });
    const { id } = await thePass();
    const committed = audits.rows.filter(
      (row) => row.activityDisplayName === 'Commit Temporary Access Pass' && JSON.stringify(row).includes(id),
    );
    expect(committed).toHaveLength(1);
  });

  test('from another key is credential_wrong_device, and the credential stays provisional', async () => {
    const authenticator = await enrol(await lab.issuePass(AMAL));
    const refused = await prove(authenticator, await Laptop.make(lab));
    expect([refused.status, slugOf(refused)]).toEqual([403, 'credential_wrong_device']);
    expect((await prove(authenticator)).status).toBe(200);
  });

  test('by another client is credential_not_proved', async () => {
    const authenticator = await enrol(await lab.issuePass(AMAL));
    const opened = await answer(laptop, {}, 'latchkey-cli');
    const passkey = opened.body.authn_methods.find((each: { method: string }) => each.method === 'passkey');
    const refused = await laptop.challenge({
      client_id: 'latchkey-cli',
      auth_session: opened.body.auth_session,
      authn_method: 'passkey',
      authn_response: JSON.stringify(authenticator.assert(passkey.public_key.challenge)),
    });
    expect([refused.status, slugOf(refused)]).toEqual([403, 'credential_not_proved']);
  });

  test('with a wrong answer is credential_invalid and commits nothing', async () => {
    const authenticator = await enrol(await lab.issuePass(AMAL));
    const other = new Authenticator({ aaguid: AAGUIDS.software });
    const refused = await laptop.signIn(AMAL, (opened) => {
      const passkey = opened.body.authn_methods.find((each: { method: string }) => each.method === 'passkey');
      const assertion = {
        ...other.assert(passkey.public_key.challenge),
        id: authenticator.credentialId,
        rawId: authenticator.credentialId,
      };
      return { authn_method: 'passkey', authn_response: JSON.stringify(assertion) };
    });
    expect([refused.status, slugOf(refused)]).toEqual([400, 'credential_invalid']);
    expect((await thePass()).used_at).toBeNull();
  });

  test('writes the two rows: pass, then credential', async () => {
    expect((await prove(await enrol(await lab.issuePass(AMAL)))).status).toBe(200);
    const { rows } = await listSignIns(lab.directory.context, { userId: AMAL_ID, top: 2 });
    expect(
      rows.map((row) => [row.status.errorCode, row.authenticationDetails[0]?.authenticationMethod]),
    ).toEqual([
      [0, 'Windows Hello for Business'],
      [0, 'Temporary Access Pass'],
    ]);
    expect(rows.every((row) => row.userPrincipalName === AMAL && row.appDisplayName === 'Latchkey')).toBe(
      true,
    );
  });
});
