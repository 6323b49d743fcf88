import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AAGUIDS, CreationOptionsAnswer, PasskeyMethod } from '../../electron/contract/wire/passkey.ts';
import { Authenticator } from './authenticator.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const USER = 'amal@northwind.example';
const ID = '5eed0000-0000-4000-8000-000000000001';
const PATH = '/v1.0/me/authentication/fido2Methods';
const MINUTE = 60_000;
let lab: Lab;
let laptop: Laptop;

beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('credentials').where('user_id', '=', ID).execute();
  await lab.db.deleteFrom('devices').where('owner_id', '=', ID).execute();
  laptop = await Laptop.make(lab);
  await laptop.signInWithPass(USER, await lab.issuePass(USER));
});

const software = () => new Authenticator({ aaguid: AAGUIDS.software });
async function enrol(authenticator: Authenticator, on = laptop) {
  return on.register(authenticator.register(await on.creationChallenge()));
}
const proofWith = (authenticator: Authenticator, on = laptop, change = {}) =>
  on.signIn(USER, (opened) => ({
    authn_method: 'passkey',
    authn_response: JSON.stringify(authenticator.assert(passkeyChallenge(opened), change)),
  }));
// biome-ignore lint/suspicious/noExplicitAny: an answer of any shape
const passkeyChallenge = (opened: any) =>
  opened.body.authn_methods.find((one: { method: string }) => one.method === 'passkey').public_key.challenge;

describe('creation options', () => {
  test('are Graph’s, for this user, on this device, with the directory’s RP ID', async () => {
    await laptop.join();
    const answer = await laptop.call(`${PATH}/creationOptions`);
    const { publicKey, challengeTimeoutDateTime } = CreationOptionsAnswer.parse(answer.body);
    expect(answer.status).toBe(200);
    expect(publicKey).toMatchObject({
      rp: { id: 'localhost', name: 'Northwind' },
      user: { name: USER, displayName: 'Amal Haddad' },
      excludeCredentials: [],
      authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
    });
    expect(publicKey.pubKeyCredParams.map((param) => param.alg)).toEqual([-7, -257]);
    expect(Date.parse(challengeTimeoutDateTime) - lab.now()).toBeGreaterThan(4 * MINUTE);
  });

  test('the user handle is the same each time, the challenge never', async () => {
    const [one, two] = await Promise.all([0, 1].map(() => laptop.call(`${PATH}/creationOptions`)));
    expect(one!.body.publicKey.user.id).toBe(two!.body.publicKey.user.id);
    expect(one!.body.publicKey.challenge).not.toBe(two!.body.publicKey.challenge);
  });

  test('name what is proved on this device and nothing else', async () => {
    await laptop.join();
    const provisional = software();
    await enrol(provisional);
    expect((await laptop.call(`${PATH}/creationOptions`)).body.publicKey.excludeCredentials).toEqual([]);
    expect((await proofWith(provisional)).status).toBe(200);
    expect((await laptop.call(`${PATH}/creationOptions`)).body.publicKey.excludeCredentials).toEqual([
      { type: 'public-key', id: provisional.credentialId },
    ]);
    const other = await Laptop.make(lab);
    await other.signInWithPass(USER, await lab.issuePass(USER));
    expect((await other.call(`${PATH}/creationOptions`)).body.publicKey.excludeCredentials).toEqual([]);
  });

  test('under /users/{id}, {upn} and beta for oneself, not for others', async () => {
    for (const owner of [ID, USER, USER.toUpperCase()]) {
      const path = `/beta/users/${owner}/authentication/fido2Methods/creationOptions`;
      expect((await laptop.call(path)).status).toBe(200);
    }
    const path = '/v1.0/users/ben@northwind.example/authentication/fido2Methods/creationOptions';
    const answer = await laptop.call(path);
    expect([answer.status, slugOf(answer)]).toEqual([403, 'permission_denied']);
  });
});

describe('registering', () => {
  test.each([
    ['software', AAGUIDS.software, 'windowsHelloForBusiness'],
    ['tpm', AAGUIDS.tpm, 'windowsHelloForBusiness'],
    ['platform', '08987058-cadc-4b81-b6e1-30de50dcbe96', 'windowsHelloForBusiness'],
  ])('%s on a joined device is provisional and listed with it', async (kind, aaguid, type) => {
    const { body: device } = await laptop.join();
    const answer = await enrol(new Authenticator({ aaguid }));
    expect(answer.status).toBe(201);
    expect(PasskeyMethod.parse(answer.body)).toMatchObject({
      '@odata.type': `#microsoft.graph.${type}AuthenticationMethod`,
      displayName: 'NW-5CD1234',
      state: 'provisional',
    });
    const [row] = await rows();
    expect(row).toMatchObject({ kind, jkt: laptop.jkt, device_id: device.id, assurance: 'none' });
  });

  test('without a device it is a passkey of the person', async () => {
    const answer = await enrol(new Authenticator({ format: 'none' }));
    expect(answer.status).toBe(201);
    expect(answer.body['@odata.type']).toBe('#microsoft.graph.fido2AuthenticationMethod');
  });

  test('RS256 from a platform authenticator is accepted and signs in', async () => {
    await laptop.join();
    const key = new Authenticator({ algorithm: 'RS256' });
    expect((await enrol(key)).status).toBe(201);
    expect((await proofWith(key)).status).toBe(200);
  });

  test('the same credential again, its challenge used and forgotten, is 200 with the same method', async () => {
    await laptop.join();
    const registration = software().register(await laptop.creationChallenge());
    const first = await laptop.register(registration);
    const again = await laptop.register(registration);
    await lab.db.deleteFrom('webauthn_challenges').execute();
    const later = await laptop.register(registration);
    expect([first.status, again.status, later.status]).toEqual([201, 200, 200]);
    expect(again.body).toEqual(first.body);
    expect(later.body).toEqual(first.body);
    expect(await rows()).toHaveLength(1);
  });

  test('the same credential again from a later sign-in of the same reservation is 200', async () => {
    await laptop.join();
    const registration = software().register(await laptop.creationChallenge());
    const first = await laptop.register(registration);
    await laptop.signIn(USER, () => ({ authn_method: 'reservation' }));
    const again = await laptop.register(registration);
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  test('eight at once make one credential', async () => {
    await laptop.join();
    const registration = software().register(await laptop.creationChallenge());
    const answers = await Promise.all(Array.from({ length: 8 }, () => laptop.register(registration)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
  });

  test('a new one takes the place of the provisional one of the same run', async () => {
    await laptop.join();
    const lost = software();
    await enrol(lost);
    const kept = software();
    await enrol(kept);
    expect((await rows()).map((row) => row.credential_id)).toEqual([kept.credentialId]);
    const answer = await proofWith(lost);
    expect(slugOf(answer)).toBe('credential_unknown');
  });

  test('is audited as security info and as a Hello credential', async () => {
    await laptop.join();
    await enrol(software());
    const found = await lab.db
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

describe('refused', () => {
  const refused = async (
    answer: Promise<{ status: number; body: unknown }>,
    status: number,
    slug: string,
  ) => {
    const got = await answer;
    expect([got.status, slugOf(got as never)]).toEqual([status, slug]);
    expect(await rows()).toHaveLength(0);
  };
  const bent = async (change: object) =>
    laptop.register(software().register(await laptop.creationChallenge(), change));

  test('another origin', async () => {
    await laptop.join();
    await refused(bent({ origin: 'https://localhost.evil.example' }), 400, 'attestation_refused');
  });
  test('another RP', async () => {
    await laptop.join();
    await refused(bent({ rpId: 'evil.example' }), 400, 'attestation_refused');
  });
  test('a user who was not verified', async () => {
    await laptop.join();
    await refused(bent({ userVerified: false }), 400, 'attestation_refused');
  });
  test('RS256 from anything but a platform authenticator', async () => {
    await laptop.join();
    await refused(
      enrol(new Authenticator({ aaguid: AAGUIDS.tpm, algorithm: 'RS256' })),
      400,
      'attestation_refused',
    );
  });
  test('a flipped bit anywhere in a packed attestation', async () => {
    await laptop.join();
    const good = software().register(await laptop.creationChallenge());
    const object = Buffer.from(good.response.attestationObject, 'base64url');
    for (let at = 5; at < object.length; at += 23) {
      const flipped = Buffer.from(object);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      const attestationObject = flipped.toString('base64url');
      const answer = await laptop.register({ ...good, response: { ...good.response, attestationObject } });
      expect([at, slugOf(answer)]).toEqual([at, 'attestation_refused']);
    }
    expect(await rows()).toHaveLength(0);
  });
  test.each([
    ['empty', ''],
    ['cut', 'o2NmbXRk'],
    ['not CBOR', '________'],
    ['an array', 'gA'],
    ['a deep nest', Buffer.from('81'.repeat(3000), 'hex').toString('base64url')],
    ['a huge length', Buffer.from('bb7fffffffffffffff', 'hex').toString('base64url')],
    ['indefinite', Buffer.from('bf9fffff', 'hex').toString('base64url')],
  ])('broken CBOR: %s', async (_name, attestationObject) => {
    await laptop.join();
    const good = software().register(await laptop.creationChallenge());
    const response = { ...good.response, attestationObject };
    await refused(laptop.register({ ...good, response }), 400, 'attestation_refused');
  });
  test.each([
    ['not JSON', 'AAAA'],
    ['a list', Buffer.from('[]').toString('base64url')],
    ['null', Buffer.from('null').toString('base64url')],
    [
      'without a challenge',
      Buffer.from('{"type":"webauthn.create","origin":"https://localhost"}').toString('base64url'),
    ],
  ])('broken client data: %s', async (_name, clientDataJSON) => {
    await laptop.join();
    const good = software().register(await laptop.creationChallenge());
    const response = { ...good.response, clientDataJSON };
    await refused(laptop.register({ ...good, response }), 400, 'attestation_refused');
  });
  test('an id that is not the one in the authenticator data', async () => {
    await laptop.join();
    const good = software().register(await laptop.creationChallenge());
    await refused(laptop.register({ ...good, id: 'AAAA' }), 400, 'attestation_refused');
  });
  test('a software key without a joined device', async () => {
    await refused(enrol(software()), 403, 'device_not_joined');
  });
  test('a switched-off device', async () => {
    const { body } = await laptop.join();
    await lab.db.updateTable('devices').set({ account_enabled: 0 }).where('id', '=', body.id).execute();
    await refused(enrol(software()), 403, 'device_disabled');
  });
  test('a challenge that nobody gave out', async () => {
    await laptop.join();
    const invented = Buffer.alloc(32, 7).toString('base64url');
    await refused(laptop.register(software().register(invented)), 400, 'challenge_unknown');
  });
  test('a challenge of another sign-in', async () => {
    await laptop.join();
    const challenge = await laptop.creationChallenge();
    await laptop.signIn(USER, () => ({ authn_method: 'reservation' }));
    await refused(laptop.register(software().register(challenge)), 400, 'challenge_unknown');
  });
  test('a challenge for two credentials', async () => {
    await laptop.join();
    const challenge = await laptop.creationChallenge();
    expect((await laptop.register(software().register(challenge))).status).toBe(201);
    const answer = await laptop.register(software().register(challenge));
    expect([answer.status, slugOf(answer)]).toEqual([400, 'challenge_unknown']);
  });
  test('a challenge of five minutes ago', async () => {
    await laptop.join();
    const challenge = await laptop.creationChallenge();
    lab.ahead = 5 * MINUTE + 1000;
    await refused(laptop.register(software().register(challenge)), 400, 'challenge_expired');
  });
  test('a credential id that is somebody else’s', async () => {
    await laptop.join();
    const key = software();
    await enrol(key);
    await lab.db
      .updateTable('credentials')
      .set({ user_id: ID.replace(/1$/, '2') })
      .execute();
    const answer = await enrol(key);
    expect([answer.status, slugOf(answer)]).toEqual([409, 'credential_exists']);
    await lab.db.deleteFrom('credentials').where('credential_id', '=', key.credentialId).execute();
  });
  test('malformed JSON, unknown members, an oversized body, another media type', async () => {
    const call = async (body: unknown) => laptop.call(PATH, { body });
    expect(slugOf(await call('{"a":'))).toBe('request_malformed');
    expect(slugOf(await call({}))).toBe('request_malformed');
    expect(slugOf(await call({ publicKeyCredential: { id: 'AAAA', response: {} } }))).toBe(
      'request_malformed',
    );
    const good = software().register(await laptop.creationChallenge());
    expect(slugOf(await laptop.register(good, { approved: true }))).toBe('request_malformed');
    const answer = await call({ publicKeyCredential: 'x'.repeat(70_000) });
    expect([answer.status, slugOf(answer)]).toEqual([413, 'payload_too_large']);
    expect(slugOf(await laptop.call(PATH, { form: { a: 'b' } }))).toBe('media_type_unsupported');
  });
  test('no token', async () => {
    const answer = await lab.call(`${PATH}/creationOptions`);
    expect([answer.status, slugOf(answer)]).toEqual([401, 'token_invalid']);
  });
  test('listing and removing under a reservation', async () => {
    await laptop.join();
    const { body } = await enrol(software());
    expect(slugOf(await laptop.call(PATH))).toBe('permission_denied');
    const path = `/v1.0/me/authentication/windowsHelloForBusinessMethods/${body.id}`;
    expect(slugOf(await laptop.call(path, { method: 'DELETE' }))).toBe('permission_denied');
  });
});

describe('signing in with it', () => {
  test('the proof makes it active; its own methods can then be listed and removed', async () => {
    await laptop.join();
    const key = software();
    const { body } = await enrol(key);
    expect((await proofWith(key)).status).toBe(200);
    const collection = '/v1.0/me/authentication/windowsHelloForBusinessMethods';
    const list = await laptop.call(collection);
    expect(list.body.value).toMatchObject([{ id: body.id, state: 'active', keyStrength: 'normal' }]);
    expect((await laptop.call(`/v1.0/me/authentication/fido2Methods`)).body.value).toEqual([]);
    const one = await laptop.call(`${collection}/${body.id}?$expand=device`);
    expect(one.body.device).toMatchObject({ displayName: 'NW-5CD1234', trustType: 'AzureAd' });
    expect((await laptop.call(`${collection}/${body.id}`, { method: 'DELETE' })).status).toBe(204);
    // The sign-in that came from the credential ends with it.
    expect(slugOf(await laptop.call(collection))).toBe('token_invalid');
  });

  const failsWith = async (slug: string, change: object, on?: Laptop) => {
    await laptop.join();
    const key = software();
    await enrol(key);
    expect(slugOf(await proofWith(key, on, change))).toBe(slug);
    expect((await rows())[0]?.state).toBe('provisional');
  };
  test('another origin is refused', () =>
    failsWith('credential_invalid', { origin: 'https://evil.example' }));
  test('another RP is refused', () => failsWith('credential_invalid', { rpId: 'evil.example' }));
  test('a user who was not verified is refused', () =>
    failsWith('credential_invalid', { userVerified: false }));
  test('another user handle is refused', () => failsWith('credential_invalid', { userHandle: 'AAAA' }));
  test('another device’s key is refused', async () =>
    failsWith('credential_wrong_device', {}, await Laptop.make(lab)));

  test('a counter that stands still is refused', async () => {
    await laptop.join();
    const key = new Authenticator({ aaguid: AAGUIDS.software, counter: 5 });
    await enrol(key);
    expect(slugOf(await proofWith(key))).toBe('credential_invalid');
    key.counter = 6;
    expect((await proofWith(key)).status).toBe(200);
  });

  test('a challenge is answered once', async () => {
    await laptop.join();
    const key = software();
    await enrol(key);
    const opened = await laptop.challenge({
      response_type: 'code',
      scope: 'openid',
      login_hint: USER,
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    });
    const { auth_session } = opened.body;
    const challenge = passkeyChallenge(opened);
    const answer = (response: unknown) =>
      laptop.challenge({ auth_session, authn_method: 'passkey', authn_response: JSON.stringify(response) });
    expect(slugOf(await answer(key.assert(challenge, { origin: 'https://evil.example' })))).toBe(
      'credential_invalid',
    );
    expect(slugOf(await answer(key.assert(challenge)))).toBe('credential_invalid');
  });

  test.each(['', '{', '[]', '{"id":"AAAA"}'])('broken response %j is refused', async (authn_response) => {
    const answer = await laptop.signIn(USER, () => ({ authn_method: 'passkey', authn_response }));
    expect(answer.status).toBe(400);
    expect(['credential_invalid', 'request_malformed']).toContain(slugOf(answer));
  });
});

function rows() {
  return lab.db.selectFrom('credentials').selectAll().where('user_id', '=', ID).execute();
}
