import { createRequire } from 'node:module';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject, parseAuthenticatorData } from '@simplewebauthn/server/helpers';
import { describe, expect, it } from 'vitest';
import { AAGUIDS } from '../../../../electron/contract/wire/passkey.ts';
import { AssertionJson, RegistrationJson } from '../../../../electron/contract/wire/webauthn.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, ORIGIN, PIN, RP_ID, requestOptions } from '../software/setup.ts';
import { TestTpm, tpmIn } from './setup.ts';

const { Fido2Lib } = createRequire(import.meta.url)('fido2-lib');

/** Bytes in a buffer of their own: fido2-lib takes whole ArrayBuffers. */
function bytes(base64url: string): ArrayBuffer {
  const decoded = Buffer.from(base64url, 'base64url');
  return decoded.buffer.slice(decoded.byteOffset, decoded.byteOffset + decoded.length) as ArrayBuffer;
}

async function registered(stateDir: string, tpm: TestTpm) {
  const creation = creationOptions();
  const registration = await tpmIn(stateDir, tpm).create(creation, PIN);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: registration as never,
    expectedChallenge: creation.challenge,
    expectedOrigin: ORIGIN,
    expectedRPID: RP_ID,
    requireUserVerification: true,
    supportedAlgorithmIDs: [-7],
  });
  return { creation, registration, verified, info: registrationInfo! };
}

describe('a TPM credential', () => {
  it('registers with packed self attestation, as @simplewebauthn/server verifies it', async () => {
    const { registration, verified, info } = await registered(temporaryFolder(), await TestTpm.start());
    expect(verified).toBe(true);
    expect(info).toMatchObject({
      fmt: 'packed',
      aaguid: AAGUIDS.tpm,
      userVerified: true,
      credentialDeviceType: 'singleDevice',
      credentialBackedUp: false,
      credential: { id: registration.id, counter: 0 },
    });
    expect(() => RegistrationJson.parse(registration)).not.toThrow();
  });

  it('has exactly the flags UP, UV and AT, and a statement without x5c', async () => {
    const { registration } = await registered(temporaryFolder(), await TestTpm.start());
    const attestation = decodeAttestationObject(
      new Uint8Array(Buffer.from(registration.response.attestationObject, 'base64url')),
    );
    expect([...(attestation.get('attStmt') as Map<string, unknown>).keys()]).toEqual(['alg', 'sig']);
    expect(parseAuthenticatorData(attestation.get('authData')).flags.flagsInt).toBe(0x45);
  });

  it('asserts with the key loaded anew, its counter going up, as @simplewebauthn/server verifies it', async () => {
    const stateDir = temporaryFolder();
    const tpm = await TestTpm.start();
    const { info, creation } = await registered(stateDir, tpm);
    for (const counter of [1, 2, 3]) {
      const request = requestOptions({ allowCredentials: [{ type: 'public-key', id: info.credential.id }] });
      const assertion = await tpmIn(stateDir, tpm).assert(request, info.credential.id, PIN);
      expect(() => AssertionJson.parse(assertion)).not.toThrow();
      expect(assertion.response.userHandle).toBe(creation.user.id);
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: assertion as never,
        expectedChallenge: request.challenge,
        expectedOrigin: ORIGIN,
        expectedRPID: RP_ID,
        requireUserVerification: true,
        credential: { ...info.credential, counter: counter - 1 },
      });
      expect(verified).toBe(true);
      expect(authenticationInfo).toMatchObject({ newCounter: counter, userVerified: true });
    }
  });

  it('registers and asserts in the second opinion of fido2-lib', async () => {
    const stateDir = temporaryFolder();
    const tpm = await TestTpm.start();
    const { registration, creation } = await registered(stateDir, tpm);
    const lib = new Fido2Lib({ rpId: RP_ID });
    const attested = await lib.attestationResult(
      { ...registration, rawId: bytes(registration.rawId), id: bytes(registration.id) },
      { challenge: creation.challenge, origin: ORIGIN, factor: 'first', rpId: RP_ID },
    );
    expect(attested.authnrData.get('fmt')).toBe('packed');
    const request = requestOptions();
    const { id, rawId, response } = await tpmIn(stateDir, tpm).assert(request, registration.id, PIN);
    const asserted = await lib.assertionResult(
      {
        id: bytes(id),
        rawId: bytes(rawId),
        response: {
          ...response,
          authenticatorData: bytes(response.authenticatorData),
          userHandle: response.userHandle ?? undefined,
        },
      },
      {
        challenge: request.challenge,
        origin: ORIGIN,
        rpId: RP_ID,
        factor: 'first',
        publicKey: attested.authnrData.get('credentialPublicKeyPem'),
        prevCounter: 0,
        userHandle: creation.user.id,
      },
    );
    expect(asserted.audit.complete).toBe(true);
  });

  it('gives no attestation where the directory asks for none', async () => {
    const creation = creationOptions({ attestation: 'none' });
    const registration = await tpmIn(temporaryFolder(), await TestTpm.start()).create(creation, PIN);
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: registration as never,
      expectedChallenge: creation.challenge,
      expectedOrigin: ORIGIN,
      expectedRPID: RP_ID,
    });
    expect([verified, registrationInfo?.fmt]).toEqual([true, 'none']);
  });
});
