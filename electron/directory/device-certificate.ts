import { createPublicKey, X509Certificate } from 'node:crypto';
import { Refusal } from '../contract/refusal.ts';
import type { ProofKey } from './dpop-proof.ts';

/** RFC 5280 4.2.1.12: id-kp-clientAuth. */
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

/** What the certificate must say. */
export interface ExpectedCertificate {
  readonly deviceId: string;
  readonly key: ProofKey;
  /** Seconds since 1970 in the directory's time. */
  readonly now: number;
}

/**
 * Checks the chain that the join gave: for our key, in the name of this device, for client authentication, each
 * certificate signed by the next, up to an authority that signed itself, all of them valid now. Pure.
 *
 * @param chain DER in standard base64, leaf first
 * @returns the chain as PEM
 * @throws Refusal device_certificate_invalid
 */
export function checkDeviceCertificate(chain: readonly string[], expected: ExpectedCertificate): string {
  const certificates = chain.map(parse);
  const [leaf] = certificates;
  if (!leaf || certificates.length < 2) throw invalid('the chain is incomplete');
  const ours = createPublicKey({ key: { ...expected.key.publicJwk }, format: 'jwk' });
  if (!leaf.publicKey.equals(ours)) throw invalid('another key');
  if (leaf.toLegacyObject().subject.CN !== expected.deviceId) throw invalid('another device');
  if (leaf.ca) throw invalid('the device would be an authority');
  // Node gives the extended key usages under this name.
  if (!leaf.keyUsage?.includes(CLIENT_AUTH)) throw invalid('not for client authentication');
  certificates.forEach((certificate, index) => {
    checkDates(certificate, expected.now);
    checkIssuer(certificate, certificates[index + 1] ?? certificate);
  });
  return certificates.map((certificate) => certificate.toString()).join('');
}

function parse(base64: string): X509Certificate {
  const der = Buffer.from(base64, 'base64');
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch {
    throw invalid('not a certificate');
  }
  // The parser stops at the end of the certificate and says nothing about what follows.
  if (!certificate.raw.equals(der)) throw invalid('more than a certificate');
  return certificate;
}

function checkDates(certificate: X509Certificate, now: number): void {
  if (now < Date.parse(certificate.validFrom) / 1000) throw invalid('not valid yet');
  if (now > Date.parse(certificate.validTo) / 1000) throw invalid('has expired');
}

/** `checkIssued` compares names and usages only; the signature has to be verified apart (spike-directory.md 8). */
function checkIssuer(certificate: X509Certificate, issuer: X509Certificate): void {
  if (!issuer.ca) throw invalid('signed by one that is no authority');
  if (!certificate.checkIssued(issuer)) throw invalid('the issuer has another name');
  if (!certificate.verify(issuer.publicKey)) throw invalid('the signature does not verify');
}

function invalid(detail: string): Refusal {
  return new Refusal('device_certificate_invalid', { detail });
}
