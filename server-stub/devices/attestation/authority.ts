import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { type Authority, BACKDATED, ensureAuthority } from '../../tls/authority.ts';
import { ES256, serialNumber, x509 } from '../../tls/x509.ts';
import type { TpmModel } from './endorsement.ts';

/** An hour: it is needed once, for the registration that follows. Another one is a question away. */
const LIFETIME = 3_600_000;

/** tcg-kp-AIKCertificate. */
const AIK_CERTIFICATE = '2.23.133.8.3';

export interface AttestationCertificateRequest {
  readonly attestationKey: KeyObject;
  readonly tpm: TpmModel;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface IssuedCertificate {
  /** DER in standard base64. */
  readonly certificate: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The privacy CA. Neither the CA of the devices nor that of the server: what it signs says "this key is in a TPM that we know" and no more. */
export function ensureAttestationAuthority(dataDir: string, now: number): Promise<Authority> {
  const file = join(dataDir, 'devices', 'attestation-authority.pem');
  return ensureAuthority({ file, commonName: 'Latchkey Attestation CA', now });
}

/** Certifies the attestation key of a TPM as WebAuthn Level 3, 8.3.1 has it: no subject, the TPM in the alternative name. */
export async function issueAttestationCertificate(
  authority: Authority,
  { attestationKey, tpm, now }: AttestationCertificateRequest,
): Promise<IssuedCertificate> {
  const spki = attestationKey.export({ type: 'spki', format: 'der' });
  const name = new x509.Name([
    { '2.23.133.2.1': [tpm.manufacturer] },
    { '2.23.133.2.2': [tpm.model] },
    { '2.23.133.2.3': [tpm.version] },
  ]);
  const leaf = await x509.X509CertificateGenerator.create({
    subject: '',
    issuer: authority.certificate.subjectName,
    serialNumber: serialNumber(),
    notBefore: new Date(now - BACKDATED),
    notAfter: new Date(now + LIFETIME),
    signingAlgorithm: ES256,
    publicKey: new x509.PublicKey(new Uint8Array(spki)),
    signingKey: authority.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([AIK_CERTIFICATE]),
      new x509.SubjectAlternativeNameExtension([{ type: 'dn', value: name.toString() }], true),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate),
    ],
  });
  return { certificate: leaf.toString('base64'), expiresAt: leaf.notAfter.getTime() };
}
