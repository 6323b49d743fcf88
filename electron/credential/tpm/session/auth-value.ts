import { createHmac } from 'node:crypto';
import type { Secret } from '../../../contract/secret.ts';
import { pinBytes } from '../../pin.ts';

/** Bytes of the salt that each credential has. */
export const PIN_SALT_BYTES = 32;

/**
 * The authorization value that stands for a PIN: HMAC-SHA-256 of it under the credential's salt, because an authValue holds at
 * most 32 bytes and a PIN up to 127 characters. The salt lies beside the key and adds no secrecy: what keeps
 * guesses down is the TPM, which counts them.
 *
 * @returns at most 32 bytes, for the caller to zero. Zeros at the end are gone: the TPM takes them off as well (Part 1, 17.6.4.3)
 *   and an HMAC with them would be another one.
 */
export function authValueOf(pin: Secret, salt: Uint8Array): Buffer {
  const secret = pinBytes(pin);
  const value = createHmac('sha256', salt).update(secret).digest();
  secret.fill(0);
  return withoutTrailingZeros(value);
}

/** The same bytes, seen without the zeros at their end. */
export function withoutTrailingZeros(value: Buffer): Buffer {
  let length = value.length;
  while (length > 0 && value[length - 1] === 0) length -= 1;
  return value.subarray(0, length);
}
