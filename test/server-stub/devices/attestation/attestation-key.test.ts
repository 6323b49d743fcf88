import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readAttestationKey } from '../../../../server-stub/devices/attestation/attestation-key.ts';
import { ATTRIBUTES, areaOf } from './area.ts';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const GOOD = areaOf(publicKey);

const refused = (detail: string) =>
  expect.objectContaining({
    slug: 'attestation_key_unsuitable',
    details: { detail: expect.stringContaining(detail) },
  });

describe('an attestation key', () => {
  it('is known by its Name, and its key is the one in its description', () => {
    const key = readAttestationKey(GOOD);
    expect(key.publicKey.equals(publicKey)).toBe(true);
    expect(key.name).toEqual(
      Buffer.concat([Buffer.from('000b', 'hex'), createHash('sha256').update(GOOD).digest()]),
    );
  });

  it.each([
    ['fixedTPM', ATTRIBUTES & ~(1 << 1)],
    ['fixedParent', ATTRIBUTES & ~(1 << 4)],
    ['sensitiveDataOrigin', ATTRIBUTES & ~(1 << 5)],
    ['restricted', ATTRIBUTES & ~(1 << 16)],
    ['decrypt', ATTRIBUTES | (1 << 17)],
    ['sign', ATTRIBUTES & ~(1 << 18)],
  ])('is refused by name when %s is wrong', (name, attributes) => {
    expect(() => readAttestationKey(areaOf(publicKey, { attributes }))).toThrow(refused(name));
  });

  it.each([
    ['an RSA key', Buffer.concat([Buffer.from('0001', 'hex'), GOOD.subarray(2)]), 'ECC'],
    ['a Name of another hash', Buffer.concat([Buffer.from('0023000c', 'hex'), GOOD.subarray(4)]), 'SHA-256'],
    ['a policy', areaOf(publicKey, { policy: Buffer.alloc(32) }), 'policy'],
    ['no scheme', areaOf(publicKey, { scheme: Buffer.from('0010001000030010', 'hex') }), 'ECDSA'],
    ['SHA-1', areaOf(publicKey, { scheme: Buffer.from('00100018000400030010', 'hex') }), 'ECDSA'],
    ['P-384', areaOf(publicKey, { scheme: Buffer.from('00100018000b00040010', 'hex') }), 'ECDSA'],
    ['a point that is not on the curve', areaOf(publicKey, { x: Buffer.alloc(32, 7) }), 'curve'],
    ['a number that is too long', areaOf(publicKey, { x: Buffer.alloc(33, 1) }), 'curve'],
    ['an end that comes late', Buffer.concat([GOOD, Buffer.of(0)]), 'end'],
  ])('is refused with %s', (_, area, detail) => {
    expect(() => readAttestationKey(area)).toThrow(refused(detail));
  });

  it('is refused wherever its description is cut', () => {
    for (let length = 0; length < GOOD.length; length += 1) {
      expect(() => readAttestationKey(GOOD.subarray(0, length))).toThrow(
        expect.objectContaining({ slug: 'attestation_key_unsuitable' }),
      );
    }
  });
});
