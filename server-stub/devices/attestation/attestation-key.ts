import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { Refusal } from '../../../electron/contract/refusal.ts';

/** TPMA_OBJECT (TPM 2.0 Library Part 2, 8.3): what the key that speaks for a TPM has to be, and why. */
const RULES = [
  { attribute: 'fixedTPM', bit: 1 << 1, set: true, why: 'else it can be duplicated to another TPM' },
  { attribute: 'fixedParent', bit: 1 << 4, set: true, why: 'else it can be moved under another key' },
  { attribute: 'sensitiveDataOrigin', bit: 1 << 5, set: true, why: 'else it was made outside and put in' },
  { attribute: 'restricted', bit: 1 << 16, set: true, why: 'else it signs whatever it is given' },
  { attribute: 'decrypt', bit: 1 << 17, set: false, why: 'a storage key speaks for nobody' },
  { attribute: 'sign', bit: 1 << 18, set: true, why: 'else it cannot speak' },
] as const;

/** Part 2, 6.3 and 6.4: ECC, SHA-256; no symmetric cipher; ECDSA with SHA-256, P-256, no KDF. */
const TYPE_AND_NAME = Buffer.from('0023000b', 'hex');
const ECDSA_P256 = Buffer.from('00100018000b00030010', 'hex');
const COORDINATE_BYTES = 32;

/** The attestation key of a TPM, as the TPM describes it. */
export interface AttestationKey {
  /** What TPM2_MakeCredential binds its secret to: the hash over everything below (Part 1, 16). */
  readonly name: Buffer;
  readonly publicKey: KeyObject;
}

/**
 * Reads and judges the public area of an attestation key. Whoever sends it may claim anything here; that it is true is shown by the TPM,
 * which opens a secret for this Name only where it holds this very key.
 *
 * @param area TPMT_PUBLIC (Part 2, 12.2.4)
 * @throws Refusal attestation_key_unsuitable, the reason in `detail`
 */
export function readAttestationKey(area: Buffer): AttestationKey {
  const reader = new AreaReader(area);
  if (!reader.take(4).equals(TYPE_AND_NAME)) throw unsuitable('it has to be an ECC key with a SHA-256 Name');
  const attributes = reader.take(4).readUInt32BE();
  for (const { attribute, bit, set, why } of RULES) {
    if (((attributes & bit) !== 0) !== set)
      throw unsuitable(`its ${attribute} has to be ${set ? 'set' : 'clear'}: ${why}`);
  }
  if (reader.sized().length > 0) throw unsuitable('it must not have a policy');
  if (!reader.take(ECDSA_P256.length).equals(ECDSA_P256))
    throw unsuitable('it has to sign with ECDSA over P-256 and SHA-256');
  const [x, y] = [coordinate(reader.sized()), coordinate(reader.sized())];
  if (reader.left > 0) throw unsuitable('its description does not end where it should');
  const name = Buffer.concat([TYPE_AND_NAME.subarray(2), createHash('sha256').update(area).digest()]);
  return { name, publicKey: publicKeyOf(x, y) };
}

function publicKeyOf(x: Buffer, y: Buffer): KeyObject {
  const jwk = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch (thrown) {
    throw unsuitable('its point is not on the curve', thrown);
  }
}

function coordinate(bytes: Buffer): Buffer {
  if (bytes.length > COORDINATE_BYTES) throw unsuitable('its point is not on the curve');
  return Buffer.concat([Buffer.alloc(COORDINATE_BYTES - bytes.length), bytes]);
}

class AreaReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(length: number): Buffer {
    if (length > this.left) throw unsuitable('its description ends too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  sized(): Buffer {
    return this.take(this.take(2).readUInt16BE());
  }
}

function unsuitable(detail: string, cause?: unknown): Refusal {
  return new Refusal('attestation_key_unsuitable', { detail }, cause);
}
