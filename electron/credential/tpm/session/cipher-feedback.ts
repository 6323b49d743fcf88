import { createCipheriv } from 'node:crypto';

const BLOCK_BYTES = 16;

/**
 * AES-128 in cipher feedback mode with whole blocks (NIST SP 800-38A, 6.3), which TPM 2.0 encrypts parameters with. Written
 * over single blocks because CFB is not among what BoringSSL promises, and Electron's Node stands on BoringSSL.
 *
 * @param key 16 bytes
 * @param iv 16 bytes
 */
export function cipherFeedback(
  direction: 'encrypt' | 'decrypt',
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Buffer {
  const result = Buffer.alloc(data.length);
  let feedback = iv;
  for (let at = 0; at < data.length; at += BLOCK_BYTES) {
    const mask = encryptBlock(key, feedback);
    const end = Math.min(at + BLOCK_BYTES, data.length);
    for (let n = at; n < end; n += 1) result[n] = (data[n] ?? 0) ^ (mask[n - at] ?? 0);
    feedback = (direction === 'encrypt' ? result : data).subarray(at, end);
  }
  return result;
}

function encryptBlock(key: Uint8Array, block: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}
