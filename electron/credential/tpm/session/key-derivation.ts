import { createHash, createHmac } from 'node:crypto';
import { u32 } from '../wire/write.ts';

/**
 * KDFa with SHA-256 (TPM 2.0 Library Part 1, 11.4.10.2; NIST SP 800-108 in counter mode).
 * @param bits a multiple of 8
 */
export function kdfa(
  key: Uint8Array,
  label: string,
  contextU: Uint8Array,
  contextV: Uint8Array,
  bits: number,
): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 1; (counter - 1) * 256 < bits; counter += 1) {
    const mac = createHmac('sha256', key);
    for (const part of [u32(counter), Buffer.from(`${label}\0`), contextU, contextV, u32(bits)])
      mac.update(part);
    blocks.push(mac.digest());
  }
  return Buffer.concat(blocks).subarray(0, bits / 8);
}

/**
 * KDFe with SHA-256 for 256 bits (Part 1, 11.4.10.3; NIST SP 800-56A): what both sides of an ECDH make of the shared point.
 * @param z x of the shared point, 32 bytes
 * @param partyU x of the ephemeral key
 * @param partyV x of the static key
 */
export function kdfe(z: Uint8Array, label: string, partyU: Uint8Array, partyV: Uint8Array): Buffer {
  const hash = createHash('sha256');
  for (const part of [u32(1), z, Buffer.from(`${label}\0`), partyU, partyV]) hash.update(part);
  return hash.digest();
}
