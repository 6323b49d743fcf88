import { isoCBOR } from '@simplewebauthn/server/helpers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CborValue, encodeCbor } from '../../../electron/credential/cbor.ts';

const key = fc.oneof(fc.integer({ min: -70_000, max: 70_000 }), fc.string({ maxLength: 30 }));
const { value } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.maxSafeInteger(),
    fc.integer({ min: -300, max: 300 }),
    fc.boolean(),
    fc.string({ unit: 'grapheme' }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 30 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 30 }).map((entries) => new Map(entries)),
  ),
}));

const hex = (item: CborValue) => encodeCbor(item).toString('hex');

describe('CBOR', () => {
  // RFC 8949, appendix A.
  it.each([
    [0, '00'],
    [23, '17'],
    [24, '1818'],
    [100, '1864'],
    [1000, '1903e8'],
    [1_000_000, '1a000f4240'],
    [1_000_000_000_000, '1b000000e8d4a51000'],
    [-1, '20'],
    [-100, '3863'],
    [-1000, '3903e7'],
    [false, 'f4'],
    [true, 'f5'],
    [Buffer.from('01020304', 'hex'), '4401020304'],
    ['', '60'],
    ['ü', '62c3bc'],
    [[1, [2, 3], [4, 5]], '8301820203820405'],
    [
      new Map<string, CborValue>([
        ['a', 1],
        ['b', [2, 3]],
      ]),
      'a26161016162820203',
    ],
  ] as [CborValue, string][])('encodes %j as RFC 8949 does', (item, expected) => {
    expect(hex(item)).toBe(expected);
  });

  it('sorts the keys of a COSE key and of an attestation object as CTAP2 does', () => {
    const shuffled = (keys: (number | string)[]) => hex(new Map(keys.map((name) => [name, 0])));
    expect(shuffled([-3, -1, 3, 1, -2])).toBe('a5010003002000210022 00'.replace(' ', ''));
    expect(shuffled(['authData', 'fmt', 'attStmt'])).toBe(shuffled(['fmt', 'attStmt', 'authData']));
    expect(shuffled(['authData', 'fmt', 'attStmt'])).toMatch(/^a363666d74/);
  });

  it('is read back by another decoder, all of it', () => {
    fc.assert(
      fc.property(value, (item) => {
        const encoded = new Uint8Array(encodeCbor(item));
        expect(plain(isoCBOR.decodeFirst(encoded))).toEqual(plain(item));
      }),
    );
  });

  it('does not depend on the order of insertion', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 20 }), (keys) => {
        const forwards = hex(new Map(keys.map((name) => [name, 1])));
        expect(hex(new Map(keys.toReversed().map((name) => [name, 1])))).toBe(forwards);
      }),
    );
  });

  it.each([1.5, Number.NaN, 2 ** 53])('refuses %d', (number) => {
    expect(() => encodeCbor(number)).toThrow(TypeError);
  });
});

/** Buffers and typed arrays, and large numbers that come back as BigInt, made comparable. */
function plain(item: unknown): unknown {
  if (item instanceof Uint8Array) return { bytes: Buffer.from(item).toString('hex') };
  if (typeof item === 'bigint') return Number(item);
  if (Object.is(item, -0)) return 0;
  if (Array.isArray(item)) return item.map(plain);
  if (item instanceof Map)
    return new Map([...item].map(([name, inner]) => [Object.is(name, -0) ? 0 : name, plain(inner)]));
  return item;
}
