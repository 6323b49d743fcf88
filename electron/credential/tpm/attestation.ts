import { createHash } from 'node:crypto';
import type { Attest } from '../answers.ts';
import { ES256 } from '../authenticator-data.ts';
import type { CborValue } from '../cbor.ts';
import { certifyKey } from './commands/certify.ts';
import { createPrimary } from './commands/primary.ts';
import type { OpenKey } from './open-key.ts';
import type { Tpm } from './tpm.ts';
import { ATTESTATION_TEMPLATE, type Point } from './wire/public-area.ts';

/**
 * Gives the certificate of this TPM's attestation key: DER, the leaf first, without the root. It comes from a privacy CA that has
 * seen that the key lives beside an endorsement key it trusts.
 */
export type CertifyAttestationKey = (key: Point) => Promise<readonly Uint8Array[]>;

/** Finds who certifies this TPM's attestation key; `null`: nobody. Asked before the TPM is opened, because it may ask the TPM itself. */
export type FindAttestation = () => Promise<CertifyAttestationKey | null>;

/**
 * `tpm` attestation (WebAuthn Level 3, 8.3): the TPM itself says that it holds the credential key and what that key may do, so that
 * a directory can tell a key whose PIN is guarded from one that only claims it.
 *
 * @param opened the new key and its TPMT_PUBLIC
 * @throws Refusal pin_locked, authenticator_unavailable; and what `certify` throws
 */
export function tpmAttestation(
  tpm: Tpm,
  opened: OpenKey & { readonly blob: { readonly publicArea: Buffer } },
  authValue: Uint8Array,
  certify: CertifyAttestationKey,
): Attest {
  return async (toBeSigned) => {
    const attestationKey = await createPrimary(tpm, ATTESTATION_TEMPLATE);
    const chain = await certify(attestationKey.point);
    const extraData = createHash('sha256').update(toBeSigned).digest();
    const { session, key, blob } = opened;
    const { statement, signature } = await certifyKey(
      tpm,
      session,
      key,
      authValue,
      attestationKey,
      extraData,
    );
    const fields = new Map<string, CborValue>([
      ['ver', '2.0'],
      ['alg', ES256],
      ['x5c', chain],
      // The text says TPMT_SIGNATURE; what is sent and verified everywhere is the plain signature of `alg`.
      ['sig', signature],
      ['certInfo', statement],
      ['pubArea', blob.publicArea],
    ]);
    return { format: 'tpm', statement: fields };
  };
}
