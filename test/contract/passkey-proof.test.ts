import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EnrolmentStage, passkeyChallenge, software, USER } from './enrolment-stage.ts';
import { slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

let stage: EnrolmentStage;

beforeAll(async () => {
  stage = await EnrolmentStage.open();
});
afterAll(() => stage.lab.close());
beforeEach(() => stage.reset());

describe('signing in with it', () => {
  test('the proof makes it active; its own methods can then be listed and removed', async () => {
    await stage.laptop.join();
    const key = software();
    const { body } = await stage.enrol(key);
    expect((await stage.prove(key)).status).toBe(200);
    const collection = '/v1.0/me/authentication/windowsHelloForBusinessMethods';
    const list = await stage.laptop.call(collection);
    expect(list.body.value).toMatchObject([{ id: body.id, state: 'active', keyStrength: 'normal' }]);
    expect((await stage.laptop.call(`/v1.0/me/authentication/fido2Methods`)).body.value).toEqual([]);
    const one = await stage.laptop.call(`${collection}/${body.id}?$expand=device`);
    expect(one.body.device).toMatchObject({ displayName: 'NW-5CD1234', trustType: 'AzureAd' });
    expect((await stage.laptop.call(`${collection}/${body.id}`, { method: 'DELETE' })).status).toBe(204);
    // The sign-in that came from the credential ends with it.
    expect(slugOf(await stage.laptop.call(collection))).toBe('token_invalid');
  });

  const failsWith = async (slug: string, change: object, on?: Laptop) => {
    await stage.laptop.join();
    const key = software();
    await stage.enrol(key);
    expect(slugOf(await stage.prove(key, change, on))).toBe(slug);
    expect((await stage.rows())[0]?.state).toBe('provisional');
  };
  test('another origin is refused', () =>
    failsWith('credential_invalid', { origin: 'https://evil.example' }));
  test('another RP is refused', () => failsWith('credential_invalid', { rpId: 'evil.example' }));
  test('a user who was not verified is refused', () =>
    failsWith('credential_invalid', { userVerified: false }));
  test('another user handle is refused', () => failsWith('credential_invalid', { userHandle: 'AAAA' }));
  test('another device’s key is refused', async () =>
    failsWith('credential_wrong_device', {}, await Laptop.make(stage.lab)));

  test('a counter that stands still is refused', async () => {
    await stage.laptop.join();
    const key = software({ counter: 5 });
    await stage.enrol(key);
    expect(slugOf(await stage.prove(key))).toBe('credential_invalid');
    key.counter = 6;
    expect((await stage.prove(key)).status).toBe(200);
  });

  test('a challenge is answered once', async () => {
    await stage.laptop.join();
    const key = software();
    await stage.enrol(key);
    const opened = await stage.laptop.challenge({
      response_type: 'code',
      scope: 'openid',
      login_hint: USER,
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    });
    const { auth_session } = opened.body;
    const challenge = passkeyChallenge(opened);
    const answer = (response: unknown) =>
      stage.laptop.challenge({
        auth_session,
        authn_method: 'passkey',
        authn_response: JSON.stringify(response),
      });
    expect(slugOf(await answer(key.assert(challenge, { origin: 'https://evil.example' })))).toBe(
      'credential_invalid',
    );
    expect(slugOf(await answer(key.assert(challenge)))).toBe('credential_invalid');
  });

  test.each(['', '{', '[]', '{"id":"AAAA"}'])('broken response %j is refused', async (authn_response) => {
    const answer = await stage.laptop.signIn(USER, () => ({ authn_method: 'passkey', authn_response }));
    expect(answer.status).toBe(400);
    expect(['credential_invalid', 'request_malformed']).toContain(slugOf(answer));
  });
});
