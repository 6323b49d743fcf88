import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '../../server-stub/sign-in/roles.ts';
import { signInAs } from './administrator.ts';
import { Authenticator } from './authenticator.ts';
import { EnrolmentStage, FIDO2, passkeyChallenge, software, USER, USER_ID } from './enrolment-stage.ts';
import { type Answer, type Call, type Lab, slugOf } from './lab.ts';

let stage: EnrolmentStage;
let lab: Lab;
let headers: Record<string, string>;
let key: Authenticator;
let device: { id: string; deviceId: string };

/** A laptop that is set up: joined, its credential proved. */
beforeAll(async () => {
  stage = await EnrolmentStage.open();
  ({ lab } = stage);
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());

const call = (path: string, rest: Call = {}) => lab.call(`/v1.0${path}`, { headers, ...rest });
const path = () => `/devices/${device.id}`;
const change = (body: unknown) => call(path(), { method: 'PATCH', body });

async function setUp(): Promise<void> {
  await stage.reset();
  device = (await stage.laptop.join()).body;
  key = software();
  expect((await stage.enrol(key)).status).toBe(201);
  expect((await signIn()).status).toBe(200);
}

const signIn = (): Promise<Answer> => stage.prove(key);

describe('a device', () => {
  beforeAll(setUp);

  test('is renamed and said to be compliant, and that is audited', async () => {
    expect((await change({ displayName: 'BERLIN-7', isCompliant: true })).status).toBe(204);
    expect((await call(path())).body).toMatchObject({ displayName: 'BERLIN-7', isCompliant: true });
    const filter = encodeURIComponent('isCompliant eq true');
    expect((await call(`/devices?$filter=${filter}`)).body.value).toHaveLength(1);
    expect(
      (
        await call(`/devices(deviceId='${device.deviceId}')`, {
          method: 'PATCH',
          body: { isCompliant: false },
        })
      ).status,
    ).toBe(204);
    expect((await call(path())).body.isCompliant).toBe(false);
    const audits = await call(
      `/auditLogs/directoryAudits?$filter=${encodeURIComponent(`activityDisplayName eq 'Update device'`)}`,
    );
    expect(audits.body.value[1].additionalDetails).toContainEqual({
      key: 'changed',
      value: expect.stringContaining('isCompliant=true'),
    });
  });

  test('joins again with what was said of it', async () => {
    await change({ isCompliant: true });
    await stage.laptop.signInWithPass(USER, await lab.issuePass(USER));
    const again = await stage.laptop.join();
    expect([again.status, again.body.id]).toEqual([200, device.id]);
    expect((await call(path())).body.isCompliant).toBe(true);
  });

  test.each([{ trustType: 'ServerAd' }, { accountEnabled: 'no' }, { displayName: '' }, { deviceId: 'x' }])(
    '%j is refused',
    async (body) => {
      expect(slugOf(await change(body))).toBe('request_malformed');
    },
  );

  test('has an owner and users, and its owner sees it without a role', async () => {
    for (const people of ['registeredOwners', 'registeredUsers']) {
      expect((await call(`${path()}/${people}`)).body.value).toMatchObject([{ id: USER_ID }]);
    }
    const token = stage.laptop.token;
    const desk = await signInAs(lab, USER, [], 'openid User.Read');
    for (const list of ['ownedDevices', 'registeredDevices']) {
      const { body } = await desk.call(`/v1.0/me/${list}`);
      expect(body.value).toMatchObject([{ '@odata.type': '#microsoft.graph.device', id: device.id }]);
    }
    expect((await desk.call(`/v1.0${path()}`)).status).toBe(200);
    const other = await signInAs(lab, 'gina@northwind.example', [], 'openid User.Read');
    expect((await other.call(`/v1.0${path()}`)).status).toBe(403);
    expect((await other.call('/v1.0/me/ownedDevices')).body.value).toEqual([]);
    stage.laptop.token = token;
  });

  test('is changed and removed by a Cloud Device Administrator, and not by a reader', async () => {
    const scope = 'openid Device.ReadWrite.All';
    const reader = await signInAs(lab, 'dev@northwind.example', [ROLES.globalReader], scope);
    expect((await reader.call(`/v1.0${path()}`)).status).toBe(200);
    for (const request of [{ method: 'PATCH', body: {} }, { method: 'DELETE' }]) {
      expect((await reader.call(`/v1.0${path()}`, request)).status).toBe(403);
    }
    const admin = await signInAs(lab, 'cora@northwind.example', [ROLES.cloudDeviceAdministrator], scope);
    const body = { displayName: 'BONN-1' };
    expect((await admin.call(`/v1.0${path()}`, { method: 'PATCH', body })).status).toBe(204);
  });
});

describe('a device that is switched off', () => {
  beforeAll(setUp);

  test('is signed out at once and signs in no more, until it is switched on', async () => {
    const nonce = () => stage.laptop.call('/registration/v1/nonce', { method: 'POST' });
    expect((await nonce()).status).toBe(200);
    expect((await change({ accountEnabled: false })).status).toBe(204);
    expect(slugOf(await nonce())).toBe('token_invalid');
    expect(slugOf(await signIn())).toBe('device_disabled');
    expect((await change({ accountEnabled: true })).status).toBe(204);
    expect((await signIn()).status).toBe(200);
  });

  test('lets the pass go that its key held', async () => {
    const laptop = stage.laptop;
    const pass = await lab.issuePass(USER);
    await laptop.signInWithPass(USER, pass);
    await change({ accountEnabled: false });
    const again = await laptop.signInWithPass(USER, pass);
    expect([again.status, slugOf(again)]).toEqual([403, 'device_disabled']);
    const live = lab.db.selectFrom('reservations').selectAll().where('ended_at', 'is', null);
    expect(await live.where('jkt', '=', laptop.jkt).execute()).toEqual([]);
    const [method] = (await call(`/users/${USER_ID}/authentication/temporaryAccessPassMethods`)).body.value;
    expect(method).toMatchObject({ isUsable: true });
    await change({ accountEnabled: true });
  });
});

describe('a device that is deleted', () => {
  beforeAll(setUp);

  test('takes its credential and its sign-ins with it, and says so to whoever holds the key', async () => {
    expect((await call(path(), { method: 'DELETE' })).status).toBe(204);
    expect((await call(path())).status).toBe(404);
    const nonce = await stage.laptop.call('/registration/v1/nonce', { method: 'POST' });
    expect(slugOf(nonce)).toBe('token_invalid');
    expect(await stage.rows()).toEqual([]);
    const answer = await signIn();
    expect([answer.status, slugOf(answer), answer.body.error_codes]).toEqual([
      403,
      'device_deleted',
      [130_008],
    ]);
  });

  test('a key that only claims to be the lost one is unknown', async () => {
    const forged = new Authenticator();
    const answer = await stage.laptop.signIn(USER, (opened) => {
      const assertion = forged.assert(passkeyChallenge(opened));
      const { id } = key.assert(passkeyChallenge(opened));
      return { authn_method: 'passkey', authn_response: JSON.stringify({ ...assertion, id, rawId: id }) };
    });
    expect(slugOf(answer)).toBe('credential_unknown');
  });

  test('joins again with a new pass, as a new device', async () => {
    await stage.laptop.signInWithPass(USER, await lab.issuePass(USER));
    const again = await stage.laptop.join();
    expect(again.status).toBe(201);
    expect(again.body.deviceId).not.toBe(device.deviceId);
    key = software();
    expect((await stage.enrol(key)).status).toBe(201);
    expect((await signIn()).status).toBe(200);
  });
});

describe('a hybrid-joined device (reference B3, mission row D2)', () => {
  const hybrid = async () => {
    await stage.reset();
    device = (await stage.laptop.join({ joinType: 'hybrid' })).body;
  };

  test('with nothing but a pass: neither options nor registration', async () => {
    await stage.reset();
    const challenge = await stage.laptop.creationChallenge();
    device = (await stage.laptop.join({ joinType: 'hybrid' })).body;
    expect((await call(path())).body.trustType).toBe('ServerAd');
    const options = await stage.laptop.call(`${FIDO2}/creationOptions`);
    expect([options.status, slugOf(options)]).toEqual([403, 'another_method_needed']);
    expect(slugOf(await stage.laptop.register(software().register(challenge)))).toBe('another_method_needed');
  });

  test('with a password as well: as on any other', async () => {
    await hybrid();
    const passwordProfile = { password: 'Amal-winter-lantern-47' };
    // A password that an administrator sets ends sign-ins, so the pass is shown again.
    expect((await call(`/users/${USER_ID}`, { method: 'PATCH', body: { passwordProfile } })).status).toBe(
      400,
    );
    const fine = { passwordProfile: { password: 'Winter-lantern-47' } };
    expect((await call(`/users/${USER_ID}`, { method: 'PATCH', body: fine })).status).toBe(204);
    await stage.laptop.signInWithPass(USER, await lab.issuePass(USER));
    expect((await stage.enrol(software())).status).toBe(201);
    await lab.db.updateTable('users').set({ password_hash: null }).where('id', '=', USER_ID).execute();
  });

  test('with a security key as well: as on any other', async () => {
    await hybrid();
    const eva = lab.db.updateTable('credentials').where('kind', '=', 'fido2').where('device_id', 'is', null);
    const { user_id } = await lab.db
      .selectFrom('credentials')
      .select('user_id')
      .where('kind', '=', 'fido2')
      .executeTakeFirstOrThrow();
    await eva.set({ user_id: USER_ID }).execute();
    expect((await stage.enrol(software())).status).toBe(201);
    await eva.set({ user_id }).execute();
  });

  test('a device that is only registered needs nothing else', async () => {
    await stage.reset();
    device = (await stage.laptop.join({ joinType: 'register' })).body;
    expect((await stage.enrol(software())).status).toBe(201);
  });
});
