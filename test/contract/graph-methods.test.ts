import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ROLES } from '../../server-stub/sign-in/roles.ts';
import { signInAs } from './administrator.ts';
import type { Authenticator } from './authenticator.ts';
import { EnrolmentStage, FIDO2, MINUTE, software, USER, USER_ID } from './enrolment-stage.ts';
import { type Call, type Lab, slugOf } from './lab.ts';

const SCOPE = 'openid User.Read UserAuthenticationMethod.ReadWrite UserAuthenticationMethod.ReadWrite.All';
const HELLO = 'windowsHelloForBusinessMethods';
const PASSWORD = '28c10230-6103-485e-b985-444c60001490';
let stage: EnrolmentStage;
let lab: Lab;
let headers: Record<string, string>;
let key: Authenticator;
let deviceId: string;

beforeAll(async () => {
  stage = await EnrolmentStage.open();
  ({ lab } = stage);
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());

/** Amal has one Hello credential, proved, and the laptop holds a token of that fresh sign-in. */
beforeEach(async () => {
  await stage.reset();
  deviceId = (await stage.laptop.join()).body.deviceId;
  key = software();
  await stage.enrol(key);
  expect((await stage.prove(key)).status).toBe(200);
});

const of = (user: string) => `/v1.0/users/${user}/authentication`;
const call = (path: string, rest: Call = {}) => lab.call(path, { headers, ...rest });
const methodId = async () => (await call(`${of(USER)}/${HELLO}`)).body.value[0].id as string;
const remove = (path: string) => stage.laptop.call(path, { method: 'DELETE' });

describe('listing', () => {
  test('the device of a Hello credential comes with one, and with nothing else', async () => {
    const id = await methodId();
    const { body } = await call(`${of(USER)}/${HELLO}/${id}?$expand=device`);
    expect(body).toMatchObject({ keyStrength: 'normal', device: { deviceId, trustType: 'AzureAd' } });
    expect((await call(`${of(USER)}/${HELLO}/${id}`)).body).not.toHaveProperty('device');
    for (const path of [
      `${HELLO}?$expand=device`,
      `${HELLO}/${id}?$expand=user`,
      `${HELLO}/${id}?$expand=device,user`,
      `fido2Methods/${id}?$expand=device`,
      `methods?$expand=device`,
    ]) {
      expect(slugOf(await call(`${of(USER)}/${path}`)), path).toBe('request_malformed');
    }
  });

  test('one credential is in one collection alone', async () => {
    const id = await methodId();
    expect((await call(`${of(USER)}/fido2Methods/${id}`)).status).toBe(404);
    expect((await call(`${of('ben@northwind.example')}/${HELLO}/${id}`)).status).toBe(404);
  });

  test('a password is one method with the documented id, and never a value', async () => {
    const base = `${of('ben@northwind.example')}/passwordMethods`;
    const list = await call(base);
    expect(list.body.value).toMatchObject([{ id: PASSWORD, password: null }]);
    expect((await call(`${base}/${PASSWORD}`)).body.id).toBe(PASSWORD);
    expect((await call(`${base}/${USER_ID}`)).status).toBe(404);
    expect((await call(`${of(USER)}/passwordMethods`)).body.value).toEqual([]);
    expect((await call(`${of(USER)}/passwordMethods/${PASSWORD}`)).status).toBe(404);
    expect(JSON.stringify(list.body)).not.toContain('argon2');
  });
});

describe('removing one’s own', () => {
  test('with a fresh sign-in, even the last one: the sign-in that it opened ends', async () => {
    const id = await methodId();
    expect((await remove(`/v1.0/me/authentication/${HELLO}/${id}`)).status).toBe(204);
    expect(slugOf(await remove(`/v1.0/me/authentication/${HELLO}/${id}`))).toBe('token_invalid');
    expect(await stage.rows()).toEqual([]);
    expect(slugOf(await stage.prove(key))).toBe('credential_unknown');
  });

  test.each([
    ['within ten minutes of the sign-in: yes', 595, 204],
    ['ten minutes and a second after it: sign in again', 601, 401],
  ])('%s', async (_what, seconds, status) => {
    const id = await methodId();
    const { auth_time } = JSON.parse(
      Buffer.from(stage.laptop.token!.split('.')[1]!, 'base64url').toString(),
    ) as { auth_time: number };
    lab.ahead = auth_time * 1000 + seconds * 1000 - Date.now();
    const answer = await remove(`${of(USER)}/${HELLO}/${id}`);
    expect(answer.status).toBe(status);
    if (status === 204) return;
    expect(slugOf(answer)).toBe('authentication_stale');
    expect(answer.headers['www-authenticate']).toContain('max_age="600"');
    expect(answer.headers['www-authenticate']).toContain('insufficient_user_authentication');
  });

  test('a restart of the directory makes nobody fresh', async () => {
    const id = await methodId();
    await lab.restart();
    headers = await lab.adminHeaders();
    lab.ahead = 11 * MINUTE;
    const answer = await stage.laptop.call(`${of(USER)}/${HELLO}/${id}`, { method: 'DELETE' });
    expect(slugOf(answer)).toBe('authentication_stale');
    expect(await stage.rows()).toHaveLength(1);
  });

  test('an authenticator app as well asks for a fresh sign-in', async () => {
    await lab.restart();
    headers = await lab.adminHeaders();
    lab.ahead = 11 * MINUTE;
    const path = `/v1.0/me/authentication/softwareOathMethods/${USER_ID}`;
    const answer = await stage.laptop.call(path, { method: 'DELETE' });
    expect(slugOf(answer)).toBe('authentication_stale');
  });

  test('nobody else’s', async () => {
    const id = await methodId();
    const other = await signInAs(lab, 'gina@northwind.example', [], SCOPE);
    expect((await other.call(`${of(USER)}/${HELLO}/${id}`, { method: 'DELETE' })).status).toBe(403);
    expect((await other.call(`/v1.0/me/authentication/${HELLO}/${id}`, { method: 'DELETE' })).status).toBe(
      404,
    );
  });
});

describe('an administrator removes', () => {
  test('a lost key of somebody else, which ends what it opened, and is audited as theirs', async () => {
    const id = await methodId();
    const admin = await signInAs(lab, 'cora@northwind.example', [ROLES.authenticationAdministrator], SCOPE);
    const path = `${of(USER)}/${HELLO}/${id}`;
    expect((await admin.call(path, { method: 'DELETE' })).status).toBe(204);
    expect((await admin.call(path, { method: 'DELETE' })).status).toBe(404);
    expect(slugOf(await stage.laptop.call(`${FIDO2}/creationOptions`))).toBe('token_invalid');
    const { body } = await call('/v1.0/auditLogs/directoryAudits?$top=1');
    expect(body.value[0]).toMatchObject({
      activityDisplayName: 'Admin deleted security info',
      initiatedBy: { user: { userPrincipalName: 'cora@northwind.example' } },
    });
  });

  test('not with a role over members alone, where the other is an administrator', async () => {
    await lab.db
      .insertInto('role_assignments')
      .values({ user_id: USER_ID, role: ROLES.userAdministrator })
      .execute();
    const path = `${of(USER)}/${HELLO}/${await methodId()}`;
    const admin = await signInAs(lab, 'cora@northwind.example', [ROLES.authenticationAdministrator], SCOPE);
    expect((await admin.call(path, { method: 'DELETE' })).status).toBe(403);
    const over = await signInAs(
      lab,
      'dev@northwind.example',
      [ROLES.privilegedAuthenticationAdministrator],
      SCOPE,
    );
    expect((await over.call(path, { method: 'DELETE' })).status).toBe(204);
    await lab.db.deleteFrom('role_assignments').where('user_id', '=', USER_ID).execute();
  });
});
