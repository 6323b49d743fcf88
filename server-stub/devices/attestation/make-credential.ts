import {
  constants,
  createCipheriv,
  createHmac,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';

/** SHA-256 is the name algorithm of every endorsement key that is taken here; its digests are 32 bytes. */
const HASH = 'sha256';
const BLOCK_BYTES = 16;

/** Contents of TPM2B_ID_OBJECT and TPM2B_ENCRYPTED_SECRET. */
export interface CredentialBlob {
  readonly idObject: Buffer;
  readonly encryptedSecret: Buffer;
}

/**
 * TPM2_MakeCredential outside of a TPM (TPM 2.0 Library Part 1, 24; Part 3, 12.6): what comes out can be opened by one TPM alone, the one
 * with this endorsement key, and only while it holds a key of this Name.
 *
 * @param endorsementKey RSA 2048, of template L-1 (SHA-256, AES-128)
 * @param name of the attestation key
 * @param secret at most 32 bytes
 * @param seed 32 bytes; random unless a test says otherwise
 */
export function makeCredential(
  endorsementKey: KeyObject,
  name: Uint8Array,
  secret: Uint8Array,
  seed: Uint8Array = randomBytes(32),
): CredentialBlob {
  const encryptedSecret = publicEncrypt(
    {
      key: endorsementKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: HASH,
      // With the NUL that ends it (Part 1, B.4).
      oaepLabel: Buffer.from('IDENTITY\0'),
    },
    seed,
  );
  const symmetricKey = kdfa(seed, 'STORAGE', name, 128);
  const identity = cipherFeedback(symmetricKey, sized(secret));
  const integrity = createHmac(HASH, kdfa(seed, 'INTEGRITY', Buffer.alloc(0), 256));
  const outer = integrity.update(identity).update(name).digest();
  return { idObject: Buffer.concat([sized(outer), identity]), encryptedSecret };
}

/** KDFa (Part 1, 11.4.10.2) for at most one block, without the second context. */
function kdfa(key: Uint8Array, label: string, context: Uint8Array, bits: 128 | 256): Buffer {
  const mac = createHmac(HASH, key);
  for (const part of [u32(1), Buffer.from(`${label}\0`), context, u32(bits)]) mac.update(part);
  return mac.digest().subarray(0, bits / 8);
}

/** AES-128 in cipher feedback mode from a zero vector, over single blocks: Electron's BoringSSL promises no CFB. */
function cipherFeedback(key: Uint8Array, data: Uint8Array): Buffer {
  const result = Buffer.alloc(data.length);
  let feedback: Uint8Array = Buffer.alloc(BLOCK_BYTES);
  for (let at = 0; at < data.length; at += BLOCK_BYTES) {
    const mask = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(feedback);
    const end = Math.min(at + BLOCK_BYTES, data.length);
    for (let n = at; n < end; n += 1) result[n] = (data[n] ?? 0) ^ (mask[n - at] ?? 0);
    feedback = result.subarray(at, end);
  }
  return result;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A TPM2B. */
function sized(content: Uint8Array): Buffer {
  const size = Buffer.alloc(2);
  size.writeUInt16BE(content.length);
  return Buffer.concat([size, content]);
}
