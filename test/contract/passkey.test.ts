import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AAGUIDS, CreationOptionsAnswer, PasskeyMethod } from '../../electron/contract/wire/passkey.ts';
import { Authenticator } from './authenticator.ts';
import { EnrolmentStage, FIDO2, MINUTE, software, USER, USER_ID } from './enrolment-stage.ts';
import { slugOf } from './lab.ts';

let stage: EnrolmentStage;

beforeAll(async () => {
  stage = await EnrolmentStage.open();
});
afterAll(() => stage.lab.close());
beforeEach(() => stage.reset());

describe('creation options', () => {
  test('are Graph’s, for this user, on this device, with the directory’s RP ID', async () => {
    await stage.laptop.join();
    const answer = await stage.laptop.call(`${FIDO2}/creationOptions`);
    const { publicKey, challengeTimeoutDateTime } = CreationOptionsAnswer.parse(answer.body);
    expect(answer.status).toBe(200);
    expect(publicKey).toMatchObject({
      rp: { id: 'localhost', name: 'Northwind' },
      user: { name: USER, displayName: 'Amal Haddad' },
      excludeCredentials: [],
      authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
    });
    expect(publicKey.pubKeyCredParams.map((param) => param.alg)).toEqual([-7, -257]);
    expect(Date.parse(challengeTimeoutDateTime) - stage.lab.now()).toBeGreaterThan(4 * MINUTE);
  });

  test('the user handle is the same each time, the challenge never', async () => {
    const [one, two] = await Promise.all([0, 1].map(() => stage.laptop.call(`${FIDO2}/creationOptions`)));
    expect(one!.body.publicKey.user.id).toBe(two!.body.publicKey.user.id);
    expect(one!.body.publicKey.challenge).not.toBe(two!.body.publicKey.challenge);
  });

  test('name what is proved on this device and nothing else', async () => {
    await stage.laptop.join();
    const provisional = software();
    await stage.enrol(provisional);
    expect((await stage.laptop.call(`${FIDO2}/creationOptions`)).body.publicKey.excludeCredentials).toEqual(
      [],
    );
    expect((await stage.prove(provisional)).status).toBe(200);
    expect((await stage.laptop.call(`${FIDO2}/creationOptions`)).body.publicKey.excludeCredentials).toEqual([
      { type: 'public-key', id: provisional.credentialId },
    ]);
    const other = await stage.newLaptop();
    expect((await other.call(`${FIDO2}/creationOptions`)).body.publicKey.excludeCredentials).toEqual([]);
  });

  test('under /users/{id}, {upn} and beta for oneself, not for others', async () => {
    for (const owner of [USER_ID, USER, USER.toUpperCase()]) {
      const path = `/beta/users/${owner}/authentication/fido2Methods/creationOptions`;
      expect((await stage.laptop.call(path)).status).toBe(200);
    }
    const path = '/v1.0/users/ben@northwind.example/authentication/fido2Methods/creationOptions';
    const answer = await stage.laptop.call(path);
    expect([answer.status, slugOf(answer)]).toEqual([403, 'permission_denied']);
  });
});

describe('registering', () => {
  test.each([
    ['software', AAGUIDS.software, 'windowsHelloForBusiness'],
    ['tpm', AAGUIDS.tpm, 'windowsHelloForBusiness'],
    ['platform', '08987058-cadc-4b81-b6e1-30de50dcbe96', 'windowsHelloForBusiness'],
  ])('%s on a joined device is provisional and listed with it', async (kind, aaguid, type) => {
    const { body: device } = await stage.laptop.join();
    const answer = await stage.enrol(new Authenticator({ aaguid }));
    expect(answer.status).toBe(201);
    expect(PasskeyMethod.parse(answer.body)).toMatchObject({
      '@odata.type': `#microsoft.graph.${type}AuthenticationMethod`,
      displayName: 'NW-5CD1234',
      state: 'provisional',
    });
    const [row] = await stage.rows();
    expect(row).toMatchObject({ kind, jkt: stage.laptop.jkt, device_id: device.id, assurance: 'self' });
  });

  test('without a device it is a passkey of the person', async () => {
    const answer = await stage.enrol(new Authenticator({ format: 'none' }));
    expect(answer.status).toBe(201);
    expect(answer.body['@odata.type']).toBe('#microsoft.graph.fido2AuthenticationMethod');
  });

  test('RS256 from a platform authenticator is accepted and signs in', async () => {
    await stage.laptop.join();
    const key = new Authenticator({ algorithm: 'RS256' });
    expect((await stage.enrol(key)).status).toBe(201);
    expect((await stage.prove(key)).status).toBe(200);
  });

  test('the same credential again, its challenge used and forgotten, is 200 with the same method', async () => {
    await stage.laptop.join();
    const registration = software().register(await stage.laptop.creationChallenge());
    const first = await stage.laptop.register(registration);
    const again = await stage.laptop.register(registration);
    await stage.lab.db.deleteFrom('webauthn_challenges').execute();
    const later = await stage.laptop.register(registration);
    expect([first.status, again.status, later.status]).toEqual([201, 200, 200]);
    expect(again.body).toEqual(first.body);
    expect(later.body).toEqual(first.body);
    expect(await stage.rows()).toHaveLength(1);
  });

  test('the same credential again from a later sign-in of the same reservation is 200', async () => {
    await stage.laptop.join();
    const registration = software().register(await stage.laptop.creationChallenge());
    const first = await stage.laptop.register(registration);
    await stage.laptop.signIn(USER, () => ({ authn_method: 'reservation' }));
    const again = await stage.laptop.register(registration);
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  test('a challenge outlives the sign-in under its reservation: the device may have been switched off', async () => {
    await stage.laptop.join();
    const registration = software().register(await stage.laptop.creationChallenge());
    await stage.laptop.signIn(USER, () => ({ authn_method: 'reservation' }));
    expect((await stage.laptop.register(registration)).status).toBe(201);
  });

  test('eight at once make one credential', async () => {
    await stage.laptop.join();
    const registration = software().register(await stage.laptop.creationChallenge());
    const answers = await Promise.all(Array.from({ length: 8 }, () => stage.laptop.register(registration)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
  });

  test('a new one takes the place of the provisional one of the same run', async () => {
    await stage.laptop.join();
    const lost = software();
    await stage.enrol(lost);
    const kept = software();
    await stage.enrol(kept);
    expect((await stage.rows()).map((row) => row.credential_id)).toEqual([kept.credentialId]);
    const answer = await stage.prove(lost);
    expect(slugOf(answer)).toBe('credential_unknown');
  });

  test('is audited as security info and as a Hello credential', async () => {
    await stage.laptop.join();
    await stage.enrol(software());
    const found = await stage.lab.db
      .selectFrom('directory_audits')
      .select('payload')
      .orderBy('seq', 'desc')
      .limit(2)
      .execute();
    expect(found.map((row) => JSON.parse(row.payload).activityDisplayName)).toEqual([
      'Add Windows Hello for Business credential',
      'User registered security info',
    ]);
  });
});
