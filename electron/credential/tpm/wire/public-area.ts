import { createHash } from 'node:crypto';
import { ALG, CURVE_P256, OBJECT } from './constants.ts';
import { garbled, Reader } from './read.ts';
import { sized, u16, u32 } from './write.ts';

/** A point of P-256: 32 bytes each. */
export interface Point {
  readonly x: Buffer;
  readonly y: Buffer;
}

const COORDINATE_BYTES = 32;

const ALWAYS = OBJECT.fixedTpm | OBJECT.fixedParent | OBJECT.sensitiveDataOrigin | OBJECT.userWithAuth;

/**
 * Template of the storage key that credentials hang under. It is derived from the TPM's own seed, so the same template gives
 * the same key each time (Part 1, 27.2), until somebody clears the TPM. `noDA`: a load is then no use of a
 * guarded key, so it neither counts after a power cut nor is refused in a lock-out.
 */
export const PRIMARY_TEMPLATE = publicArea(ALWAYS | OBJECT.noDa | OBJECT.restricted | OBJECT.decrypt, [
  u16(ALG.aes),
  u16(128),
  u16(ALG.cfb),
]);

/**
 * Template of a credential key. Without `noDA`, so that wrong authorizations count towards the TPM's lock-out. Its scheme is
 * NULL and given with each signature: verifiers of `tpm` attestations read the point at a fixed place (WebAuthn L3, 8.3).
 */
export const CREDENTIAL_TEMPLATE = publicArea(ALWAYS | OBJECT.sign, [u16(ALG.null)]);

/**
 * Template of the attestation key: it signs only what the TPM itself says (`restricted`), and has nothing to guess. Derived from
 * the TPM's seed like the storage key.
 */
export const ATTESTATION_TEMPLATE = publicArea(
  ALWAYS | OBJECT.noDa | OBJECT.restricted | OBJECT.sign,
  [u16(ALG.null)],
  [u16(ALG.ecdsa), u16(ALG.sha256)],
);

/**
 * Template of a sealed secret (a KEYEDHASH object without a scheme, Part 1, 27.6): it may not leave this TPM nor move to another parent.
 * `noDA` and no password: what opens it is being on this machine with the right to use its TPM, so there is nothing to guess.
 * The secret comes from outside, hence no `sensitiveDataOrigin`.
 */
export const SEALED_TEMPLATE = Buffer.concat([
  u16(ALG.keyedHash),
  u16(ALG.sha256),
  u32(OBJECT.fixedTpm | OBJECT.fixedParent | OBJECT.userWithAuth | OBJECT.noDa),
  sized(),
  u16(ALG.null),
  sized(),
]);

/**
 * Is this the public area of a secret that was sealed as SEALED_TEMPLATE says? All but the last field, which is a hash over the
 * secret, must be the template. @throws Refusal authenticator_unavailable
 */
export function requireSealed(area: Buffer): void {
  const start = SEALED_TEMPLATE.subarray(0, SEALED_TEMPLATE.length - 2);
  const reader = new Reader(area);
  if (!reader.take(start.length).equals(start)) throw garbled('another kind of object than it was asked for');
  reader.sized();
  reader.end();
}

/** TPMT_PUBLIC of an ECC P-256 key (Part 2, 12.2.4): no policy, no KDF, the point left for the TPM to fill in. */
function publicArea(
  attributes: number,
  symmetric: readonly Uint8Array[],
  scheme: readonly Uint8Array[] = [u16(ALG.null)],
): Buffer {
  return Buffer.concat([
    u16(ALG.ecc),
    u16(ALG.sha256),
    u32(attributes),
    sized(),
    ...symmetric,
    ...scheme,
    u16(CURVE_P256),
    u16(ALG.null),
    sized(),
    sized(),
  ]);
}

/**
 * The point of a key that was made from a template. The rest of its public area must be the template, byte for byte: attributes
 * that were swapped on the bus (a key that may leave the TPM, a PIN that is not counted) do not pass.
 *
 * @param area TPMT_PUBLIC
 * @throws Refusal authenticator_unavailable
 */
export function pointOf(area: Buffer, template: Buffer): Point {
  const start = template.subarray(0, template.length - 4);
  const reader = new Reader(area);
  if (!reader.take(start.length).equals(start)) throw garbled('another kind of key than it was asked for');
  const point = { x: coordinate(reader.sized()), y: coordinate(reader.sized()) };
  reader.end();
  return point;
}

/** Exactly 32 bytes, zeros in front: TPMs may leave those away (Part 2, 11.2.5.1). */
export function coordinate(bytes: Buffer): Buffer {
  if (bytes.length > COORDINATE_BYTES) throw garbled('a number that is too long for P-256');
  return Buffer.concat([Buffer.alloc(COORDINATE_BYTES - bytes.length), bytes]);
}

/** Name of an object: its name algorithm and the hash of its public area (Part 1, 16). */
export function nameOf(area: Uint8Array): Buffer {
  return Buffer.concat([u16(ALG.sha256), createHash('sha256').update(area).digest()]);
}
