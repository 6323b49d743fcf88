import { existsSync, readFileSync } from 'node:fs';
import { writeAtomic } from './write-atomic.ts';
import type { SigningKeys } from './x509.ts';
import { ES256, makeSigningKeys, privateKeyPem, readPrivateKeyPem, serialNumber, x509 } from './x509.ts';

const DAY = 86_400_000;

/** Certificates begin this long ago, so that a client whose clock is a few days slow still gets through (rule 8). */
export const BACKDATED = 7 * DAY;
const TEN_YEARS = 3_653 * DAY;

/** A certificate authority of our own: it signs, and its certificate is what others trust. */
export interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly privateKey: SigningKeys['privateKey'];
}

export interface AuthorityOptions {
  /** One PEM file with key and certificate. One file, so that a crash can never leave a key without its certificate. */
  readonly file: string;
  readonly commonName: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Reads the authority of `file`, or makes one that lives ten years.
 * A file that cannot be read is a reason to stop, not to make a new authority: every agent trusts the old one.
 *
 * @throws Error of node:fs or of the PEM reader when the file is there and unusable.
 */
export async function ensureAuthority(options: AuthorityOptions): Promise<Authority> {
  const known = existsSync(options.file) ? await readAuthority(options.file) : undefined;
  if (known !== undefined && known.certificate.notAfter.getTime() > options.now) return known;
  return makeAuthority(options);
}

async function readAuthority(file: string): Promise<Authority> {
  const text = readFileSync(file, 'utf8');
  const [key = '', certificate = ''] = text.split(/(?=-----BEGIN CERTIFICATE-----)/);
  return {
    certificate: new x509.X509Certificate(certificate.trim()),
    privateKey: await readPrivateKeyPem(key.trim()),
  };
}

async function makeAuthority({ file, commonName, now }: AuthorityOptions): Promise<Authority> {
  const keys = await makeSigningKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${commonName}`,
    serialNumber: serialNumber(),
    notBefore: new Date(now - BACKDATED),
    notAfter: new Date(now + TEN_YEARS),
    signingAlgorithm: ES256,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  writeAtomic(file, `${await privateKeyPem(keys)}${certificate.toString('pem')}\n`, 0o600);
  return { certificate, privateKey: keys.privateKey };
}
