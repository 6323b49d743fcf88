import { createPublicKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Refusal } from '../../contract/refusal.ts';
import type { CertifyAttestationKey } from './attestation.ts';
import { createPrimary } from './commands/primary.ts';
import { inspectTpm, type TpmAccess } from './inspect.ts';
import { withTpm } from './tpm.ts';
import { ATTESTATION_TEMPLATE, type Point } from './wire/public-area.ts';

/** Environment variable of machine policy: PEM file with the certificate of this TPM's attestation key, leaf first, without the root. */
export const CERTIFICATE_VARIABLE = 'LATCHKEY_AK_CERTIFICATE';

/**
 * The attestation key of this TPM as a company's privacy CA needs it: SubjectPublicKeyInfo in PEM. The same each time until the TPM is
 * cleared.
 * @throws Refusal authenticator_unavailable
 */
export async function readAttestationKey(access: TpmAccess = {}): Promise<string> {
  const { tcti } = await inspectTpm(access);
  const point = await withTpm(
    { ...access, tcti },
    async (tpm) => (await createPrimary(tpm, ATTESTATION_TEMPLATE)).point,
  );
  return keyOf(point).export({ type: 'spki', format: 'pem' }).toString();
}

/**
 * Attests with a certificate that lies in a file: the privacy CA has looked at this TPM before, and what it looked at is its own
 * business.
 * @returns what throws Refusal authenticator_unavailable (`detail`: why) when the file cannot be used for this TPM
 */
export function certificateFromFile(file: string): CertifyAttestationKey {
  return async (point) => {
    const chain = await readChain(file);
    const [leaf] = chain;
    if (leaf === undefined) throw unusable('holds no certificate');
    if (!keyOf(point).equals(leaf.publicKey)) throw unusable('is of another TPM’s attestation key');
    return chain.map((certificate) => new Uint8Array(certificate.raw));
  };
}

async function readChain(file: string): Promise<X509Certificate[]> {
  try {
    const text = await readFile(file, 'utf8');
    const pems = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return pems.map((pem) => new X509Certificate(pem));
  } catch (error) {
    throw unusable('cannot be read', error);
  }
}

function keyOf({ x, y }: Point) {
  const jwk = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
  return createPublicKey({ key: jwk, format: 'jwk' });
}

function unusable(why: string, cause?: unknown): Refusal {
  return new Refusal(
    'authenticator_unavailable',
    { detail: `The file of ${CERTIFICATE_VARIABLE} ${why}.` },
    cause,
  );
}
