import { createPublicKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Refusal } from '../../contract/refusal.ts';
import type { CertifyAttestationKey } from './attestation.ts';
import { activateCredential } from './commands/activate.ts';
import { createEndorsementKey, readEndorsementCertificate } from './commands/endorsement.ts';
import { createPrimary } from './commands/primary.ts';
import { inspectTpm, type TpmAccess } from './inspect.ts';
import { withTpm } from './tpm.ts';
import { ATTESTATION_TEMPLATE, type Point } from './wire/public-area.ts';
import { Reader } from './wire/read.ts';

/** Environment variable of machine policy: PEM file with the certificate of this TPM's attestation key, leaf first, without the root. */
export const CERTIFICATE_VARIABLE = 'LATCHKEY_AK_CERTIFICATE';

/** What a privacy CA looks at before it certifies the attestation key of a TPM. */
export interface AttestationKeyReport {
  /** SubjectPublicKeyInfo in PEM. The same each time until the TPM is cleared. */
  readonly publicKey: string;
  /** TPM Name of the key in hex: what TPM2_MakeCredential binds its secret to. */
  readonly name: string;
  /** The certificate of the TPM's RSA endorsement key in PEM, as its maker issued it; `null` where there is none. */
  readonly endorsementCertificate: string | null;
}

/** @throws Refusal authenticator_unavailable */
export async function readAttestationKey(access: TpmAccess = {}): Promise<AttestationKeyReport> {
  const { tcti } = await inspectTpm(access);
  return withTpm({ ...access, tcti }, async (tpm) => {
    const { point, name } = await createPrimary(tpm, ATTESTATION_TEMPLATE);
    const certificate = await readEndorsementCertificate(tpm);
    return {
      publicKey: keyOf(point).export({ type: 'spki', format: 'pem' }).toString(),
      name: name.toString('hex'),
      endorsementCertificate: certificate === null ? null : pemOf(certificate),
    };
  });
}

/** Files of tpm2_makecredential begin so: a magic number and version 1. */
const CHALLENGE_MAGIC = 0xbadc_c0de;

/**
 * Answers a privacy CA that wants to know whether the attestation key is in the TPM of that endorsement certificate.
 * @param challenge as tpm2_makecredential writes it
 * @throws Refusal authenticator_unavailable: no challenge, or one for another TPM or another key
 */
export async function answerPrivacyCa(challenge: Uint8Array, access: TpmAccess = {}): Promise<Buffer> {
  const { tcti } = await inspectTpm(access);
  const reader = new Reader(challenge);
  if (reader.left < 12 || reader.u32() !== CHALLENGE_MAGIC || reader.u32() !== 1) {
    throw new Refusal('authenticator_unavailable', { detail: 'That is no file of tpm2_makecredential.' });
  }
  const asked = { idObject: reader.sized(), encryptedSecret: reader.sized() };
  reader.end();
  return withTpm({ ...access, tcti }, async (tpm) => {
    const attestationKey = await createPrimary(tpm, ATTESTATION_TEMPLATE);
    return activateCredential(tpm, attestationKey, await createEndorsementKey(tpm), asked);
  });
}

function pemOf(der: Buffer): string {
  // Some makers fill the rest of the index: the parser reads one certificate and stops.
  return new X509Certificate(der).toString();
}

/**
 * Attests with a certificate that lies in a file: the privacy CA has looked at this TPM before, and what it looked at is its own
 * business.
 * @returns what throws Refusal authenticator_unavailable (`detail`: why) when the file cannot be used for this TPM
 */
export function certificateFromFile(file: string): CertifyAttestationKey {
  return async (point) => {
    const chain = await readChain(file);
    if (chain.length === 0) throw unusable('holds no certificate');
    const ders = chain.map((certificate) => new Uint8Array(certificate.raw));
    requireSameKey(point, ders, `The file of ${CERTIFICATE_VARIABLE}`);
    return ders;
  };
}

/**
 * Is the chain's leaf a certificate of this key?
 * @param what it is, for the detail
 * @throws Refusal authenticator_unavailable
 */
export function requireSameKey(point: Point, chain: readonly Uint8Array[], what: string): void {
  try {
    const [leaf = Buffer.alloc(0)] = chain;
    if (keyOf(point).equals(new X509Certificate(leaf).publicKey)) return;
  } catch (thrown) {
    throw new Refusal('authenticator_unavailable', { detail: `${what} cannot be read.` }, thrown);
  }
  throw new Refusal('authenticator_unavailable', { detail: `${what} is of another TPM’s attestation key.` });
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
