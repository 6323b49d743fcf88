/* Canonical form of TPM structures: big-endian integers and sized buffers (TPM 2.0 Library Part 1, 34; Part 2, 10.4). */

export function u8(value: number): Buffer {
  return Buffer.of(value);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** TPM2B: a size of two bytes, then so many bytes. @throws RangeError for more than 65535 bytes */
export function sized(...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([u16(content.length), content]);
}

/** An empty TPM2B. */
export const EMPTY: Uint8Array = u16(0);
