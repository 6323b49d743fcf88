import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import { Authenticator } from './authenticator.ts';
import { EnrolmentStage, FIDO2, MINUTE, software, USER, USER_ID } from './enrolment-stage.ts';
import { slugOf } from './lab.ts';

let stage: EnrolmentStage;

beforeAll(async () => {
  stage = await EnrolmentStage.open();
});
afterAll(() => stage.lab.close());
beforeEach(() => stage.reset());

describe('refused', () => {
  const refused = async (
    answer: Promise<{ status: number; body: unknown }>,
    status: number,
    slug: string,
  ) => {
    const got = await answer;
    expect([got.status, slugOf(got as never)]).toEqual([status, slug]);
    expect(await stage.rows()).toHaveLength(0);
  };
  const bent = async (change: object) =>
    stage.laptop.register(software().register(await stage.laptop.creationChallenge(), change));

  test('another origin', async () => {
    await stage.laptop.join();
    await refused(bent({ origin: 'https://localhost.evil.example' }), 400, 'attestation_refused');
  });
  test('another RP', async () => {
    await stage.laptop.join();
    await refused(bent({ rpId: 'evil.example' }), 400, 'attestation_refused');
  });
  test('a user who was not verified', async () => {
    await stage.laptop.join();
    await refused(bent({ userVerified: false }), 400, 'attestation_refused');
  });
  test('RS256 from anything but a platform authenticator', async () => {
    await stage.laptop.join();
    await refused(
      stage.enrol(new Authenticator({ aaguid: AAGUIDS.tpm, algorithm: 'RS256' })),
      400,
      'attestation_refused',
    );
  });
  test('a flipped bit anywhere in a packed attestation', async () => {
    await stage.laptop.join();
    const good = software().register(await stage.laptop.creationChallenge());
    const object = Buffer.from(good.response.attestationObject, 'base64url');
    for (let at = 5; at < object.length; at += 23) {
      const flipped = Buffer.from(object);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      const attestationObject = flipped.toString('base64url');
      const answer = await stage.laptop.register({
        ...good,
        response: { ...good.response, attestationObject },
      });
      expect([at, slugOf(answer)]).toEqual([at, 'attestation_refused']);
    }
    expect(await stage.rows()).toHaveLength(0);
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
    await stage.laptop.join();
    const good = software().register(await stage.laptop.creationChallenge());
    const response = { ...good.response, attestationObject };
    await refused(stage.laptop.register({ ...good, response }), 400, 'attestation_refused');
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
    await stage.laptop.join();
    const good = software().register(await stage.laptop.creationChallenge());
    const response = { ...good.response, clientDataJSON };
    await refused(stage.laptop.register({ ...good, response }), 400, 'attestation_refused');
  });
  test('an id that is not the one in the authenticator data', async () => {
    await stage.laptop.join();
    const good = software().register(await stage.laptop.creationChallenge());
    await refused(stage.laptop.register({ ...good, id: 'AAAA' }), 400, 'attestation_refused');
  });
  test('a software key without a joined device', async () => {
    await refused(stage.enrol(software()), 403, 'device_not_joined');
  });
  test('a switched-off device', async () => {
    const { body } = await stage.laptop.join();
    await stage.lab.db.updateTable('devices').set({ account_enabled: 0 }).where('id', '=', body.id).execute();
    await refused(stage.enrol(software()), 403, 'device_disabled');
  });
  test('a challenge that nobody gave out', async () => {
    await stage.laptop.join();
    const invented = Buffer.alloc(32, 7).toString('base64url');
    await refused(stage.laptop.register(software().register(invented)), 400, 'challenge_unknown');
  });
  test('a challenge of another sign-in, under another reservation', async () => {
    await stage.laptop.join();
    const challenge = await stage.laptop.creationChallenge();
    await stage.laptop.signInWithPass(USER, await stage.lab.issuePass(USER));
    await refused(stage.laptop.register(software().register(challenge)), 400, 'challenge_unknown');
  });
  test('a challenge for two credentials', async () => {
    await stage.laptop.join();
    const challenge = await stage.laptop.creationChallenge();
    expect((await stage.laptop.register(software().register(challenge))).status).toBe(201);
    const answer = await stage.laptop.register(software().register(challenge));
    expect([answer.status, slugOf(answer)]).toEqual([400, 'challenge_unknown']);
  });
  test('a challenge of five minutes ago', async () => {
    await stage.laptop.join();
    const challenge = await stage.laptop.creationChallenge();
    stage.lab.ahead = 5 * MINUTE + 1000;
    await refused(stage.laptop.register(software().register(challenge)), 400, 'challenge_expired');
  });
  test('a credential id that is somebody else’s', async () => {
    await stage.laptop.join();
    const key = software();
    await stage.enrol(key);
    await stage.lab.db
      .updateTable('credentials')
      .set({ user_id: USER_ID.replace(/1$/, '2') })
      .execute();
    const answer = await stage.enrol(key);
    expect([answer.status, slugOf(answer)]).toEqual([409, 'credential_exists']);
    await stage.lab.db.deleteFrom('credentials').where('credential_id', '=', key.credentialId).execute();
  });
  test('malformed JSON, unknown members, an oversized body, another media type', async () => {
    const call = async (body: unknown) => stage.laptop.call(FIDO2, { body });
    expect(slugOf(await call('{"a":'))).toBe('request_malformed');
    expect(slugOf(await call({}))).toBe('request_malformed');
    expect(slugOf(await call({ publicKeyCredential: { id: 'AAAA', response: {} } }))).toBe(
      'request_malformed',
    );
    const good = software().register(await stage.laptop.creationChallenge());
    expect(slugOf(await stage.laptop.register(good, { approved: true }))).toBe('request_malformed');
    const answer = await call({ publicKeyCredential: 'x'.repeat(70_000) });
    expect([answer.status, slugOf(answer)]).toEqual([413, 'payload_too_large']);
    expect(slugOf(await stage.laptop.call(FIDO2, { form: { a: 'b' } }))).toBe('media_type_unsupported');
  });
  test('no token', async () => {
    const answer = await stage.lab.call(`${FIDO2}/creationOptions`);
    expect([answer.status, slugOf(answer)]).toEqual([401, 'token_invalid']);
  });
  test('listing and removing under a reservation', async () => {
    await stage.laptop.join();
    const { body } = await stage.enrol(software());
    expect(slugOf(await stage.laptop.call(FIDO2))).toBe('permission_denied');
    const path = `/v1.0/me/authentication/windowsHelloForBusinessMethods/${body.id}`;
    expect(slugOf(await stage.laptop.call(path, { method: 'DELETE' }))).toBe('permission_denied');
  });
});
