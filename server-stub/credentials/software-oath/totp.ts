import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands (RFC 6238 with its defaults). Seconds. */
const PERIOD = 30;
const DIGITS = 6;
/** How many steps a phone's clock may be off, either way. */
const WINDOW = 1;

function totp(secret: Buffer, label = ''): TOTP {
  const bytes = secret.buffer.slice(secret.byteOffset, secret.byteOffset + secret.length) as ArrayBuffer;
  return new TOTP({
    ...(label === '' ? {} : { label }),
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD,
    secret: new Secret({ buffer: bytes }),
  });
}

/** The secret as people type it into an app. */
export function base32(secret: Buffer): string {
  return totp(secret).secret.base32;
}

/** `otpauth://` for the QR code; `issuer` and `account` are what the app shows. */
export function otpauthUri(secret: Buffer, issuer: string, account: string): string {
  const code = totp(secret, account);
  code.issuer = issuer;
  return code.toString();
}

/**
 * The time step that a code belongs to, one step of clock difference either way; `null` where it belongs to none that is
 * newer than `lastStep`: a code is good once (RFC 6238 5.2).
 *
 * @param now milliseconds since 1970
 */
export function stepOfCode(
  secret: Buffer,
  code: string,
  { now, lastStep }: { readonly now: number; readonly lastStep: number | null },
): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const delta = totp(secret).validate({ token: code, timestamp: now, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(now / 1000 / PERIOD) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}
