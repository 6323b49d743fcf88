import { spawnSync } from 'node:child_process';

/** Where the signing identity lies: PEM files, as OpenSSL reads them. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
  /** Intermediate certificates that go along; `null`: none. */
  readonly chain: string | null;
}

/** The identity that the environment names; `null` where it names none. @throws RangeError: half of one */
export function identityOf(env: Readonly<Record<string, string | undefined>>): Identity | null {
  const [certificate, key] = [env.LATCHKEY_PROFILE_CERTIFICATE || null, env.LATCHKEY_PROFILE_KEY || null];
  if (certificate === null && key === null) return null;
  if (certificate === null || key === null)
    throw new RangeError('LATCHKEY_PROFILE_CERTIFICATE and LATCHKEY_PROFILE_KEY belong together');
  return { certificate, key, chain: env.LATCHKEY_PROFILE_CHAIN || null };
}

/**
 * The profile within its signature (CMS SignedData, DER), as macOS takes it. The key’s own password, if it has one, is read by
 * OpenSSL from LATCHKEY_PROFILE_KEY_PASSWORD and never seen here.
 * @throws Error: what OpenSSL said
 */
export function signProfile(profile: string, { certificate, key, chain }: Identity): Buffer {
  const { status, stdout, stderr, error } = spawnSync(
    'openssl',
    [
      ...['cms', '-sign', '-nodetach', '-binary', '-md', 'sha256', '-outform', 'DER'],
      ...['-signer', certificate, '-inkey', key],
      ...(chain === null ? [] : ['-certfile', chain]),
      ...(process.env.LATCHKEY_PROFILE_KEY_PASSWORD === undefined
        ? []
        : ['-passin', 'env:LATCHKEY_PROFILE_KEY_PASSWORD']),
    ],
    { input: profile, maxBuffer: 1 << 24 },
  );
  if (status !== 0) throw new Error(`openssl did not sign: ${error?.message ?? String(stderr).trim()}`);
  return stdout;
}
