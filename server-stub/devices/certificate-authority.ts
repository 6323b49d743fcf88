import { join } from 'node:path';
import { type Authority, BACKDATED, ensureAuthority } from '../tls/authority.ts';
import { ES256, serialNumber, x509 } from '../tls/x509.ts';

/** Five years: a laptop's life, so that no renewal interrupts it; the same key may join again at any time. */
const LIFETIME = 1_827 * 86_400_000;

/** What a device certificate says. */
export interface DeviceCertificateRequest {
  /** The directory's device id: the common name. */
  readonly deviceId: string;
  /** SubjectPublicKeyInfo in DER. */
  readonly subjectPublicKey: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface DeviceCertificate {
  /** Leaf first, then the device CA; DER in standard base64. */
  readonly chain: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * The CA of the tenant's devices. It is not the CA of the server certificate: what says "this is one of our laptops"
 * must never say "this is the directory".
 */
export function ensureDeviceAuthority(dataDir: string, now: number): Promise<Authority> {
  const file = join(dataDir, 'devices', 'authority.pem');
  return ensureAuthority({ file, commonName: 'Latchkey Device CA', now });
}

/** Signs the certificate of one device: CN = device id, for client authentication and nothing else. */
export async function issueDeviceCertificate(
  authority: Authority,
  { deviceId, subjectPublicKey, now }: DeviceCertificateRequest,
): Promise<DeviceCertificate> {
  const expiresAt = Math.min(now + LIFETIME, authority.certificate.notAfter.getTime());
  const publicKey = new x509.PublicKey(new Uint8Array(subjectPublicKey));
  const leaf = await x509.X509CertificateGenerator.create({
    subject: `CN=${deviceId}`,
    issuer: authority.certificate.subjectName,
    serialNumber: serialNumber(),
    notBefore: new Date(now - BACKDATED),
    notAfter: new Date(expiresAt),
    signingAlgorithm: ES256,
    publicKey,
    signingKey: authority.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: 'url', value: `urn:uuid:${deviceId}` }]),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  // X.509 knows whole seconds only: what we tell must be what the certificate says.
  return {
    chain: [leaf, authority.certificate].map((certificate) => certificate.toString('base64')),
    expiresAt: leaf.notAfter.getTime(),
  };
}
