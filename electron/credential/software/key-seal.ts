import { createCipheriv, createDecipheriv, hkdf, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { Base64Url } from '../../contract/wire/webauthn.ts';
import { SlowHash, slowHash } from './slow-hash.ts';

/** A sealed private key. Everything needed to open it, except the PIN and the vault key. */
export const SealedKey = z.strictObject({
  hash: SlowHash,
  salt: Base64Url,
  nonce: Base64Url,
  tag: Base64Url,
  text: Base64Url,
});
export type SealedKey = z.infer<typeof SealedKey>;

const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a private key with AES-256-GCM under HKDF-SHA-256(slow hash of the PIN || vault key). Both are needed: the files alone
 * give nobody a way to try PINs, and the vault alone opens nothing.
 *
 * @param about what the key belongs to (its credential id): a sealed key does not open in another's place
 */
export async function sealKey(
  privateKey: Uint8Array,
  hash: SlowHash,
  pin: Uint8Array,
  vaultKey: Uint8Array,
  about: string,
): Promise<SealedKey> {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const key = await wrappingKey(hash, pin, salt, vaultKey);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  key.fill(0);
  cipher.setAAD(Buffer.from(about));
  const text = Buffer.concat([cipher.update(privateKey), cipher.final()]);
  return {
    hash,
    salt: salt.toString('base64url'),
    nonce: nonce.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
    text: text.toString('base64url'),
  };
}

/**
 * @returns the private key, for the caller to zero; `null` when it does not open. The file is authenticated before this is
 *   called (see authentic-record.ts), so that means: another PIN.
 * @throws Refusal authenticator_unavailable when this runtime does not have the recorded hash
 */
export async function openKey(
  sealed: SealedKey,
  pin: Uint8Array,
  vaultKey: Uint8Array,
  about: string,
): Promise<Buffer | null> {
  const bytes = (text: string) => Buffer.from(text, 'base64url');
  const key = await wrappingKey(sealed.hash, pin, bytes(sealed.salt), vaultKey);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(sealed.nonce), { authTagLength: TAG_BYTES });
  key.fill(0);
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(bytes(sealed.tag));
  const privateKey = decipher.update(bytes(sealed.text));
  try {
    decipher.final();
    return privateKey;
  } catch {
    // What was deciphered without its tag being right is nothing, and looks like nothing.
    privateKey.fill(0);
    return null;
  }
}

const expand = promisify(hkdf);

async function wrappingKey(
  hash: SlowHash,
  pin: Uint8Array,
  salt: Uint8Array,
  vaultKey: Uint8Array,
): Promise<Buffer> {
  const stretched = await slowHash(hash, pin, salt);
  const material = Buffer.concat([stretched, vaultKey]);
  stretched.fill(0);
  const key = Buffer.from(await expand('sha256', material, salt, 'latchkey software key 1', 32));
  material.fill(0);
  return key;
}
