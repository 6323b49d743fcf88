/** What the encoder takes: the part of CBOR that WebAuthn's structures are made of. Integers are safe integers. */
export type CborValue =
  | number
  | boolean
  | string
  | Uint8Array
  | readonly CborValue[]
  | ReadonlyMap<number | string, CborValue>;

/** Major types of RFC 8949, 3.1. */
const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const SIMPLE = 7;
const FALSE = 20;
const TRUE = 21;

/**
 * Encodes in the canonical form that CTAP2 asks of authenticators (CTAP 2.1, section 8): shortest integers, definite lengths,
 * map keys in bytewise order of their encodings (which, for keys of one type, is "shorter first, then by value"). Twice the
 * same key cannot happen: a Map has none.
 *
 * @throws TypeError for a number that is no safe integer
 */
export function encodeCbor(value: CborValue): Buffer {
  if (typeof value === 'number') return encodeInteger(value);
  if (typeof value === 'boolean') return head(SIMPLE, value ? TRUE : FALSE);
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([head(TEXT, text.length), text]);
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(BYTES, value.length), value]);
  if (value instanceof Map) return encodeMap(value);
  const items = value as readonly CborValue[];
  return Buffer.concat([head(ARRAY, items.length), ...items.map(encodeCbor)]);
}

function encodeInteger(value: number): Buffer {
  if (!Number.isSafeInteger(value)) throw new TypeError(`not a safe integer: ${value}`);
  return value < 0 ? head(NEGATIVE, -1 - value) : head(UNSIGNED, value);
}

function encodeMap(map: ReadonlyMap<number | string, CborValue>): Buffer {
  const entries = [...map].map(([key, value]) => ({ key: encodeCbor(key), value: encodeCbor(value) }));
  entries.sort((one, other) => Buffer.compare(one.key, other.key));
  return Buffer.concat([head(MAP, map.size), ...entries.flatMap(({ key, value }) => [key, value])]);
}

/** Initial byte and argument, in the shortest of the five forms (RFC 8949, 3 and 4.2.1). */
function head(major: number, argument: number): Buffer {
  const type = major << 5;
  if (argument < 24) return Buffer.of(type | argument);
  if (argument < 0x100) return Buffer.of(type | 24, argument);
  const bytes = Buffer.alloc(argument < 0x10000 ? 3 : argument < 0x1_0000_0000 ? 5 : 9);
  if (bytes.length === 3) bytes.writeUInt16BE(argument, 1);
  else if (bytes.length === 5) bytes.writeUInt32BE(argument, 1);
  else bytes.writeBigUInt64BE(BigInt(argument), 1);
  bytes[0] = type | (bytes.length === 3 ? 25 : bytes.length === 5 ? 26 : 27);
  return bytes;
}
