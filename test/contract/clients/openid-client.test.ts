import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AAGUIDS } from '../../../electron/contract/wire/passkey.ts';
import { makeRequest, P256 } from '../../server-stub/devices/make-request.ts';
import { Authenticator } from '../authenticator.ts';
import { Lab } from '../lab.ts';
import { trust } from './trust.ts';

/*
 * `openid-client` as it comes from npm is a laptop here: it discovers the directory, answers the challenge, redeems and
 * refreshes with DPoP, joins, enrols and proves. It knows nothing of our agent.
 */

const USER = 'amal@northwind.example';
const SCOPE = 'openid Device.Register UserAuthenticationMethod.ReadWrite Provisioning.Run';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
  trust(lab.directory.caFile);
});
afterAll(() => lab.close());

/** A device: its key, and the two configurations that share it. */
interface Device {
  readonly keys: CryptoKeyPair;
  readonly config: client.Configuration;
  readonly DPoP: client.DPoPHandle;
  readonly challenge: (parameters: Record<string, string>) => Promise<ChallengeAnswer>;
}

interface ChallengeAnswer {
  readonly error?: string;
  readonly auth_session?: string;
  readonly authorization_code?: string;
  readonly authn_methods?: readonly { method: string; public_key?: { challenge: string } }[];
}

async function makeDevice(): Promise<Device> {
  const keys = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const config = await client.discovery(
    new URL(lab.directory.url),
    'latchkey-agent',
    undefined,
    client.None(),
  );
  const server = config.serverMetadata();
  // Its generic request goes to whatever is called the token endpoint: FiPA's is the same kind of form with the same proof.
  const atChallenge = new client.Configuration(
    { issuer: server.issuer, token_endpoint: String(server.authorization_challenge_endpoint) },
    'latchkey-agent',
    undefined,
    client.None(),
  );
  const handle = client.getDPoPHandle(config, keys);
  const challengeHandle = client.getDPoPHandle(atChallenge, keys);
  return {
    keys,
    config,
    DPoP: handle,
    challenge: (parameters) =>
      client
        .genericGrantRequest(atChallenge, 'urn:ietf:params:oauth:first-party', parameters, {
          DPoP: challengeHandle,
        })
        .then(unexpected, bodyOf),
  };
}

function unexpected(): never {
  throw new TypeError('a challenge does not answer with tokens');
}

/** A refusal is an error with the body as its cause; a code is, to a client that expects tokens, an answer without them. */
function bodyOf(thrown: unknown): ChallengeAnswer {
  if (thrown instanceof client.ResponseBodyError) return thrown.cause as ChallengeAnswer;
  const { cause } = thrown as { cause?: { cause?: { body?: ChallengeAnswer } } };
  if (cause?.cause?.body) return cause.cause.body;
  throw thrown;
}

/** Opens a sign-in, answers it, and redeems the code. */
async function signIn(
  device: Device,
  answer: (opened: ChallengeAnswer) => Record<string, string>,
): Promise<client.TokenEndpointResponse & client.TokenEndpointResponseHelpers> {
  const verifier = client.randomPKCECodeVerifier();
  const opened = await device.challenge({
    response_type: 'code',
    scope: SCOPE,
    login_hint: USER,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  expect(opened.error).toBe('insufficient_authorization');
  const granted = await device.challenge({ auth_session: opened.auth_session ?? '', ...answer(opened) });
  expect(granted.error).toBeUndefined();
  return client.genericGrantRequest(
    device.config,
    'authorization_code',
    { code: granted.authorization_code ?? '', code_verifier: verifier },
    { DPoP: device.DPoP },
  );
}

async function call(device: Device, token: string, path: string, body?: unknown): Promise<Response> {
  return client.fetchProtectedResource(
    device.config,
    token,
    new URL(lab.url(path)),
    body === undefined ? 'GET' : 'POST',
    body === undefined ? undefined : JSON.stringify(body),
    new Headers({ 'content-type': 'application/json' }),
    { DPoP: device.DPoP },
  );
}

test('openid-client lives a whole device life: challenge, tokens, join, credential, proof, refresh', async () => {
  const device = await makeDevice();
  const pass = await lab.issuePass(USER);
  const first = await signIn(device, () => ({
    authn_method: 'temporary_access_pass',
    temporary_access_pass: pass,
  }));
  expect(first.token_type).toBe('dpop');
  expect(first.claims()).toMatchObject({ amr: ['tap', 'mfa'], preferred_username: USER });

  const nonce = await call(device, first.access_token, '/registration/v1/nonce', {});
  const { csr } = await makeRequest({ keys: device.keys, nonce: (await nonce.json()).nonce });
  const joined = await call(device, first.access_token, '/registration/v1/devices', {
    csr,
    displayName: 'NW-OPENID',
    joinType: 'join',
    operatingSystem: 'Linux',
    operatingSystemVersion: '6.12',
    hardware: { manufacturer: 'Contoso', model: 'Air 13', serialNumber: 'OPENID1' },
  });
  expect(joined.status).toBe(201);

  const refreshed = await client.refreshTokenGrant(device.config, first.refresh_token ?? '', undefined, {
    DPoP: device.DPoP,
  });
  const methods = '/v1.0/me/authentication/fido2Methods';
  const options = await call(device, refreshed.access_token, `${methods}/creationOptions`);
  const key = new Authenticator({ aaguid: AAGUIDS.software });
  const { publicKey } = await options.json();
  const registered = await call(device, refreshed.access_token, methods, {
    publicKeyCredential: key.register(publicKey.challenge),
  });
  expect(registered.status).toBe(201);

  const proved = await signIn(device, ({ authn_methods = [] }) => {
    const passkey = authn_methods.find(({ method }) => method === 'passkey');
    return {
      authn_method: 'passkey',
      authn_response: JSON.stringify(key.assert(passkey?.public_key?.challenge ?? '')),
    };
  });
  expect(proved.claims()).toMatchObject({ amr: ['swk', 'user', 'mfa'] });
  await client.tokenRevocation(device.config, proved.refresh_token ?? '');
  await expect(
    client.refreshTokenGrant(device.config, proved.refresh_token ?? '', undefined, { DPoP: device.DPoP }),
  ).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('openid-client maps a refusal: a wrong pass is an error with our slug and number', async () => {
  const device = await makeDevice();
  const opened = await device.challenge({
    response_type: 'code',
    scope: SCOPE,
    login_hint: 'gina@northwind.example',
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  });
  await lab.issuePass('gina@northwind.example');
  const refused = await device.challenge({
    auth_session: opened.auth_session ?? '',
    authn_method: 'temporary_access_pass',
    temporary_access_pass: 'not-the-pass',
  });
  expect(refused).toMatchObject({ error: 'invalid_grant', suberror: 'pass_wrong', error_codes: [130503] });
});

test('openid-client takes application tokens with the client secret in the body', async () => {
  const { clientId, clientSecret } = lab.directory.admin;
  const config = await client.discovery(
    new URL(lab.directory.url),
    clientId,
    undefined,
    client.ClientSecretPost(clientSecret),
  );
  const token = await client.clientCredentialsGrant(config);
  const users = await client.fetchProtectedResource(
    config,
    token.access_token,
    new URL(lab.url('/v1.0/users?$top=2')),
    'GET',
  );
  expect((await users.json()).value).toHaveLength(2);
});
