import { SettingsService, verifyRegistrationResponse } from '@simplewebauthn/server';
import { afterEach, describe, expect, it } from 'vitest';
import { AAGUIDS } from '../../../../electron/contract/wire/passkey.ts';
import type { CreationOptionsJson, RegistrationJson } from '../../../../electron/contract/wire/webauthn.ts';
import type { CertifyAttestationKey } from '../../../../electron/credential/tpm/attestation.ts';
import { Maker } from '../../../server-stub/credentials/attestation/maker.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, ORIGIN, PIN, RP_ID, requestOptions } from '../software/setup.ts';
import { TestTpm, tpmIn } from './setup.ts';

afterEach(() => SettingsService.setRootCertificates({ identifier: 'tpm', certificates: [] }));

/** A privacy CA that certifies whatever it is given: what it has to check first is its own business. */
async function privacyCa(): Promise<{ pem: string; certify: CertifyAttestationKey }> {
  const maker = await Maker.found();
  return { pem: maker.pem, certify: (point) => maker.certify(point) };
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
    const authenticator = tpmIn(stateDir, tpm, { attestation: async () => certify });
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
      attestation: async () => certify,
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
    const attestation = () => Promise.reject(new TypeError('asked'));
    const registration = await tpmIn(temporaryFolder(), await TestTpm.start(), {
      attestation,
    }).create(creation, PIN);
    expect((await verify(creation, registration)).registrationInfo?.fmt).toBe('none');
  });
});
