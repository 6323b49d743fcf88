import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { type Authority, BACKDATED, ensureAuthority } from './authority.ts';
import { writeAtomic } from './write-atomic.ts';
import { ES256, makeSigningKeys, privateKeyPem, serialNumber, x509 } from './x509.ts';

const DAY = 86_400_000;
/** Half a year: long for a demo, and short enough that a clock one year fast is refused by TLS itself (rule 8). */
const LIFETIME = 180 * DAY;
/** Renewed at the start of the directory once less than this is left. */
const RENEW_BEFORE = 60 * DAY;

export interface ServerCertificateOptions {
  /** The directory's data folder; files go into `tls/` in it. */
  readonly dataDir: string;
  /** Host names and IP addresses that clients use. `localhost`, `127.0.0.1` and `::1` are always there. */
  readonly names: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What an HTTPS server needs (all PEM), and the file that clients are told to trust. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
  readonly caFile: string;
}

/**
 * The directory's own CA and a server certificate by it, made on the first start and kept.
 * Both begin seven days in the past. The certificate is renewed when it nears its end or a name is missing.
 */
export async function ensureServerCertificate(options: ServerCertificateOptions): Promise<ServerCertificate> {
  const folder = join(options.dataDir, 'tls');
  const file = join(folder, 'authority.pem');
  const authority = await ensureAuthority({ file, commonName: 'Latchkey Directory CA', now: options.now });
  const caFile = join(folder, 'ca.pem');
  const ca = `${authority.certificate.toString('pem')}\n`;
  if (!existsSync(caFile) || readFileSync(caFile, 'utf8') !== ca) writeAtomic(caFile, ca, 0o644);
  const pair = await ensurePair(join(folder, 'server.pem'), authority, options);
  return { ...pair, ca, caFile };
}

async function ensurePair(
  file: string,
  authority: Authority,
  { names, now }: ServerCertificateOptions,
): Promise<{ key: string; cert: string }> {
  const wanted = [...new Set(['localhost', '127.0.0.1', '::1', ...names])];
  if (existsSync(file)) {
    const [key = '', cert = ''] = readFileSync(file, 'utf8').split(/(?=-----BEGIN CERTIFICATE-----)/);
    if (await serves(new x509.X509Certificate(cert.trim()), authority, wanted, now)) return { key, cert };
  }
  const made = await makePair(authority, wanted, now);
  writeAtomic(file, `${made.key}${made.cert}`, 0o600);
  return made;
}

async function serves(
  certificate: x509.X509Certificate,
  authority: Authority,
  wanted: readonly string[],
  now: number,
): Promise<boolean> {
  if (certificate.notAfter.getTime() - now < RENEW_BEFORE || certificate.notBefore.getTime() > now)
    return false;
  const named = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
  const have = new Set(named.map((name) => name.value));
  const publicKey = await authority.certificate.publicKey.export();
  return wanted.every((name) => have.has(name)) && certificate.verify({ publicKey, signatureOnly: true });
}

async function makePair(authority: Authority, names: readonly string[], now: number) {
  const keys = await makeSigningKeys();
  const notAfter = Math.min(now + LIFETIME, authority.certificate.notAfter.getTime());
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=Latchkey Directory',
    issuer: authority.certificate.subjectName,
    serialNumber: serialNumber(),
    notBefore: new Date(now - BACKDATED),
    notAfter: new Date(notAfter),
    signingAlgorithm: ES256,
    publicKey: keys.publicKey,
    signingKey: authority.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { key: await privateKeyPem(keys), cert: `${certificate.toString('pem')}\n` };
}
