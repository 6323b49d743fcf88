import { createECDH } from 'node:crypto';
import { coordinate, type Point } from '../wire/public-area.ts';
import { garbled } from '../wire/read.ts';
import { sized } from '../wire/write.ts';
import { kdfe } from './key-derivation.ts';

export interface Salt {
  /** What only the TPM that holds the private half, and we, can compute: 32 bytes. */
  readonly secret: Buffer;
  /** TPM2B_ENCRYPTED_SECRET: the ephemeral point. */
  readonly encrypted: Buffer;
}

/**
 * A secret for one session, agreed with a storage key of the TPM by one-pass ECDH (TPM 2.0 Library Part 1, C.6.1): who listens
 * on the bus sees two points and learns nothing to try PINs with.
 * @throws Refusal authenticator_unavailable when the key is no point of the curve
 */
export function agreeSalt(key: Point): Salt {
  const ephemeral = createECDH('prime256v1');
  const point = ephemeral.generateKeys();
  const x = point.subarray(1, 33);
  const z = sharedX(ephemeral, key);
  const secret = kdfe(z, 'SECRET', x, key.x);
  z.fill(0);
  return { secret, encrypted: sized(sized(x), sized(point.subarray(33))) };
}

function sharedX(ephemeral: ReturnType<typeof createECDH>, { x, y }: Point): Buffer {
  try {
    return coordinate(ephemeral.computeSecret(Buffer.concat([Buffer.of(4), x, y])));
  } catch {
    throw garbled('a key that is no point of P-256');
  }
}
