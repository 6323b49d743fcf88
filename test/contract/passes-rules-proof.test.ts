import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import { listDirectoryAudits } from '../../server-stub/audit/directory-audits.ts';
import { listSignIns } from '../../server-stub/audit/sign-ins.ts';
import { Authenticator } from './authenticator.ts';
import { slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';
import { AMAL, AMAL_ID, PassStage } from './pass-stage.ts';

const OPTIONS = '/v1.0/me/authentication/fido2Methods/creationOptions';

let stage: PassStage;
beforeAll(async () => {
  stage = await PassStage.open();
});
afterAll(() => stage.lab.close());
beforeEach(() => stage.reset());

describe('the proof', () => {
  test('makes the credential active, commits the pass and ends what lived under the reservation', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    const authenticator = await stage.enrol(pass);
    const before = stage.laptop.token;
    const proved = await stage.prove(authenticator);
    expect(proved.status).toBe(200);
    const row = await stage.lab.db
      .selectFrom('credentials')
      .selectAll()
      .where('user_id', '=', AMAL_ID)
      .executeTakeFirst();
    expect(row).toMatchObject({ credential_id: authenticator.credentialId, state: 'active' });
    expect((await stage.pass()).used_at).not.toBeNull();
    expect((await stage.reservations()).find((each) => each.committed_at !== null)?.end_reason).toBe(
      'committed',
    );
    const after = stage.laptop.token;
    stage.laptop.token = before;
    expect(slugOf(await stage.laptop.call(OPTIONS))).toBe('token_invalid');
    stage.laptop.token = after;
    expect((await stage.laptop.call('/v1.0/me/authentication/methods')).status).not.toBe(401);
  });

  test('uses a one-time pass up: pass_used from any key, by any method', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    expect((await stage.prove(await stage.enrol(pass))).status).toBe(200);
    expect(slugOf(await stage.enter(pass))).toBe('pass_used');
    expect(slugOf(await stage.enter(pass, await Laptop.make(stage.lab)))).toBe('pass_used');
    expect(slugOf(await stage.takeUp())).toBe('pass_used');
  });

  test('may be repeated: the second is an ordinary sign-in', async () => {
    const authenticator = await stage.enrol(await stage.lab.issuePass(AMAL));
    expect([(await stage.prove(authenticator)).status, (await stage.prove(authenticator)).status]).toEqual([
      200, 200,
    ]);
  });

  test('two at once commit once', async () => {
    const authenticator = await stage.enrol(await stage.lab.issuePass(AMAL));
    const answers = await Promise.all([stage.prove(authenticator), stage.prove(authenticator)]);
    expect(answers.map((each) => each.status)).toEqual([200, 200]);
    const audits = await listDirectoryAudits(stage.lab.directory.context, { userId: AMAL_ID, top: 10 });
    const { id } = await stage.pass();
    const committed = audits.rows.filter(
      (row) => row.activityDisplayName === 'Commit Temporary Access Pass' && JSON.stringify(row).includes(id),
    );
    expect(committed).toHaveLength(1);
  });

  test('from another key is credential_wrong_device, and the credential stays provisional', async () => {
    const authenticator = await stage.enrol(await stage.lab.issuePass(AMAL));
    const refused = await stage.prove(authenticator, await Laptop.make(stage.lab));
    expect([refused.status, slugOf(refused)]).toEqual([403, 'credential_wrong_device']);
    expect((await stage.prove(authenticator)).status).toBe(200);
  });

  test('by another client is credential_not_proved', async () => {
    const authenticator = await stage.enrol(await stage.lab.issuePass(AMAL));
    const opened = await stage.answer(stage.laptop, {}, 'latchkey-cli');
    const passkey = opened.body.authn_methods.find((each: { method: string }) => each.method === 'passkey');
    const refused = await stage.laptop.challenge({
      client_id: 'latchkey-cli',
      auth_session: opened.body.auth_session,
      authn_method: 'passkey',
      authn_response: JSON.stringify(authenticator.assert(passkey.public_key.challenge)),
    });
    expect([refused.status, slugOf(refused)]).toEqual([403, 'credential_not_proved']);
  });

  test('with a wrong answer is credential_invalid and commits nothing', async () => {
    const authenticator = await stage.enrol(await stage.lab.issuePass(AMAL));
    const other = new Authenticator({ aaguid: AAGUIDS.software });
    const refused = await stage.laptop.signIn(AMAL, (opened) => {
      const passkey = opened.body.authn_methods.find((each: { method: string }) => each.method === 'passkey');
      const assertion = {
        ...other.assert(passkey.public_key.challenge),
        id: authenticator.credentialId,
        rawId: authenticator.credentialId,
      };
      return { authn_method: 'passkey', authn_response: JSON.stringify(assertion) };
    });
    expect([refused.status, slugOf(refused)]).toEqual([400, 'credential_invalid']);
    expect((await stage.pass()).used_at).toBeNull();
  });

  test('writes the two rows: pass, then credential', async () => {
    expect((await stage.prove(await stage.enrol(await stage.lab.issuePass(AMAL)))).status).toBe(200);
    const { rows } = await listSignIns(stage.lab.directory.context, { userId: AMAL_ID, top: 2 });
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
