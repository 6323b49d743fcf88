import { argon2, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { Refusal } from '../../contract/refusal.ts';
import { codeOf } from '../../vault/durable-file.ts';

/** How a PIN becomes key material: recorded with each credential, so that a later version can ask for more. */
export const SlowHash = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('argon2id'),
    /** KiB. */
    memory: z.int().check(z.minimum(8), z.maximum(1_048_576)),
    passes: z.int().check(z.minimum(1), z.maximum(64)),
    parallelism: z.int().check(z.minimum(1), z.maximum(16)),
  }),
  z.strictObject({
    name: z.literal('scrypt'),
    /** N, a power of two. Memory is 128 * cost * blockSize bytes. */
    cost: z.int().check(z.minimum(2), z.maximum(1_048_576)),
    blockSize: z.int().check(z.minimum(1), z.maximum(32)),
    parallelism: z.int().check(z.minimum(1), z.maximum(16)),
  }),
]);
export type SlowHash = z.infer<typeof SlowHash>;

/** 64 MiB, three passes: about 0.4 s on a plain laptop core, in the order that a person does not mind (RFC 9106, 4). */
export const ARGON2ID: SlowHash = { name: 'argon2id', memory: 65_536, passes: 3, parallelism: 1 };

/** For Electron, whose BoringSSL has no Argon2: 128 MiB, about the same time (RFC 7914). */
export const SCRYPT: SlowHash = { name: 'scrypt', cost: 131_072, blockSize: 8, parallelism: 1 };

/** Bytes of key material. */
const LENGTH = 32;

/**
 * @param secret bytes of the PIN; the caller zeroes them
 * @param salt at least 16 random bytes
 * @throws Refusal authenticator_unavailable when this runtime does not have the hash (Argon2 in Electron)
 */
export async function slowHash(how: SlowHash, secret: Uint8Array, salt: Uint8Array): Promise<Buffer> {
  if (how.name === 'scrypt') {
    const { cost, blockSize, parallelism } = how;
    // Node's own limit is 32 MiB; twice the need is what OpenSSL counts at most.
    const maxmem = 256 * cost * blockSize;
    return scryptAsync(secret, salt, LENGTH, { cost, blockSize, parallelization: parallelism, maxmem });
  }
  try {
    const { memory, passes, parallelism } = how;
    return await argon2Async('argon2id', {
      message: secret,
      nonce: salt,
      memory,
      passes,
      parallelism,
      tagLength: LENGTH,
    });
  } catch (error) {
    throw new Refusal('authenticator_unavailable', { detail: `Argon2 failed: ${codeOf(error)}.` }, error);
  }
}

const scryptAsync = promisify(scrypt) as (
  secret: Uint8Array,
  salt: Uint8Array,
  length: number,
  options: object,
) => Promise<Buffer>;
const argon2Async = promisify(argon2);

/** The hash for new credentials: Argon2id where this runtime has it, else scrypt. */
export async function preferredSlowHash(): Promise<SlowHash> {
  try {
    await slowHash(
      { name: 'argon2id', memory: 8, passes: 1, parallelism: 1 },
      Buffer.alloc(1),
      Buffer.alloc(16),
    );
    return ARGON2ID;
  } catch {
    return SCRYPT;
  }
}

/**
 * Does the recorded hash ask less than the wanted one, so that the key should be sealed anew? Never across names: a key that
 * Electron made must not become one that Electron cannot open.
 */
export function isOutdated(recorded: SlowHash, wanted: SlowHash): boolean {
  if (recorded.name === 'argon2id' && wanted.name === 'argon2id') {
    return recorded.memory < wanted.memory || recorded.passes < wanted.passes;
  }
  if (recorded.name === 'scrypt' && wanted.name === 'scrypt') {
    return recorded.cost < wanted.cost || recorded.blockSize < wanted.blockSize;
  }
  return false;
}
