import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { SettingsService, verifyRegistrationResponse } from '@simplewebauthn/server';
import { afterEach, describe, expect, it } from 'vitest';
import { AAGUIDS } from '../../../../electron/contract/wire/passkey.ts';
import type { CreationOptionsJson, RegistrationJson } from '../../../../electron/contract/wire/webauthn.ts';
import type { CertifyAttestationKey } from '../../../../electron/credential/tpm/attestation.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, ORIGIN, PIN, RP_ID, requestOptions } from '../software/setup.ts';
import { TestTpm, tpmIn } from './setup.ts';

x509.cryptoProvider.set(webcrypto as never);
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;

afterEach(() => SettingsService.setRootCertificates({ identifier: 'tpm', certificates: [] }));

/** A privacy CA that certifies whatever it is given: what it has to check first is the directory's business. */
async function privacyCa(): Promise<{ pem: string; certify: CertifyAttestationKey }> {
  const keys = await webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const dates = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + DAY) };
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Test privacy CA',
    keys: keys as never,
    signingAlgorithm: ECDSA,
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
    ...dates,
  });
  // WebAuthn L3, 8.3.1: empty subject, TPM attributes in the alternative name, EKU tcg-kp-AIKCertificate, no CA.
  const tpmName = new x509.Name([
    { '2.23.133.2.1': ['id:49424D00'] },
    { '2.23.133.2.2': ['swtpm'] },
    { '2.23.133.2.3': ['id:20240125'] },
  ]);
  const certify: CertifyAttestationKey = async ({ x, y }) => {
    const jwk = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
    const leaf = await x509.X509CertificateGenerator.create({
      serialNumber: randomBytes(8).toString('hex'),
      subject: '',
      issuer: root.subject,
      publicKey: (await webcrypto.subtle.importKey('jwk', jwk, ECDSA, true, ['verify'])) as never,
      signingKey: keys.privateKey as never,
      signingAlgorithm: ECDSA,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.SubjectAlternativeNameExtension([{ type: 'dn', value: tpmName.toString() }], true),
        new x509.ExtendedKeyUsageExtension(['2.23.133.8.3']),
      ],
      ...dates,
    });
    return [new Uint8Array(leaf.rawData)];
  };
  return { pem: root.toString('pem'), certify };
}

function verify(creation: CreationOptionsJson, registration: RegistrationJson) {
  return verifyRegistrationResponse({
    response: registration as never,
    expectedChallenge: creation.challenge,
    expectedOrigin: ORIGIN,
    expectedRPID: RP_ID,
    supportedAlgorithmIDs: [-7],
  });
}

describe('tpm attestation', () => {
  it('verifies with the root of the privacy CA, not with another one, and leaves nothing in the TPM', async () => {
    const stateDir = temporaryFolder();
    const tpm = await TestTpm.start();
    const { pem, certify } = await privacyCa();
    const creation = creationOptions();
    const authenticator = tpmIn(stateDir, tpm, { certifyAttestationKey: certify });
    const registration = await authenticator.create(creation, PIN);
    expect(await tpm.leftovers()).toEqual([]);

    SettingsService.setRootCertificates({ identifier: 'tpm', certificates: [pem] });
    const { verified, registrationInfo } = await verify(creation, registration);
    expect(verified).toBe(true);
    expect(registrationInfo).toMatchObject({ fmt: 'tpm', aaguid: AAGUIDS.tpm });

    SettingsService.setRootCertificates({ identifier: 'tpm', certificates: [(await privacyCa()).pem] });
    await expect(verify(creation, registration)).rejects.toThrow();
    await authenticator.assert(requestOptions(), registration.id, PIN);
  });

  it('is about one registration: another challenge does not verify', async () => {
    const { pem, certify } = await privacyCa();
    SettingsService.setRootCertificates({ identifier: 'tpm', certificates: [pem] });
    const creation = creationOptions();
    const registration = await tpmIn(temporaryFolder(), await TestTpm.start(), {
      certifyAttestationKey: certify,
    }).create(creation, PIN);
    const { challenge } = creationOptions();
    const clientData = Buffer.from(registration.response.clientDataJSON, 'base64url')
      .toString()
      .replace(creation.challenge, challenge);
    const moved = {
      ...registration,
      response: { ...registration.response, clientDataJSON: Buffer.from(clientData).toString('base64url') },
    };
    await expect(verify({ ...creation, challenge }, moved)).rejects.toThrow(/extra data/);
  });

  it('is not made where the directory asks for none, and nobody is asked to certify', async () => {
    const creation = creationOptions({ attestation: 'none' });
    const certifyAttestationKey = () => Promise.reject(new TypeError('asked'));
    const registration = await tpmIn(temporaryFolder(), await TestTpm.start(), {
      certifyAttestationKey,
    }).create(creation, PIN);
    expect((await verify(creation, registration)).registrationInfo?.fmt).toBe('none');
  });
});
