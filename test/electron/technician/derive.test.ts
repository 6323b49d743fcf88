import { createECDH } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Challenge } from '../../../electron/contract/technician/challenge.ts';
import {
  challengeBytes,
  challengeLines,
  challengeQr,
} from '../../../electron/contract/technician/challenge.ts';
import { codeForDevice, codeForTechnician, makeEphemeral } from '../../../electron/technician/derive.ts';
import { technicianKey } from '../../../electron/technician/public-key.ts';
import { codeFor } from '../../../server-stub/provisioning/technician/derive.ts';

/* The vectors were computed by another implementation (Python's cryptography 48) from the description in docs/technician.md. */

interface Vector {
  readonly technician: { readonly d: string; readonly x: string; readonly y: string };
  readonly ephemeralPrivate: string;
  readonly ephemeral: string;
  readonly keyId: string;
  readonly action: Challenge['action'];
  readonly reason: Challenge['reason'];
  readonly issuedAt: number;
  readonly nonce: string;
  readonly serialNumber: string;
  readonly bytes: string;
  readonly scan: string;
  readonly lines: readonly string[];
  readonly code: string;
}

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'vectors.json'), 'utf8')) as Vector[];

const JWK = { kty: 'EC', crv: 'P-256' } as const;

function challengeOf(vector: Vector): Challenge {
  const { action, reason, keyId, issuedAt, nonce, serialNumber } = vector;
  const ephemeral = Uint8Array.from(Buffer.from(vector.ephemeral, 'hex'));
  return { action, reason, keyId, issuedAt, nonce, serialNumber, ephemeral };
}

test.each(vectors)('vector of $action: bytes, lines, scan and code', (vector) => {
  const challenge = challengeOf(vector);
  expect(Buffer.from(challengeBytes(challenge)).toString('hex')).toBe(vector.bytes);
  expect(challengeQr(challenge)).toBe(vector.scan);
  expect(challengeLines(challenge)).toEqual(vector.lines);
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(vector.ephemeralPrivate, 'hex');
  const key = technicianKey({ ...JWK, x: vector.technician.x, y: vector.technician.y });
  const ephemeral = {
    publicKey: challenge.ephemeral,
    agree: (other: Uint8Array) => pair.computeSecret(other),
  };
  const privateKey = Buffer.from(vector.technician.d, 'base64url');
  expect(key.keyId).toBe(vector.keyId);
  expect(codeForDevice(ephemeral, key.point, challenge)).toBe(vector.code);
  expect(codeForTechnician(privateKey, challenge)).toBe(vector.code);
  // The directory has code of its own for it.
  expect(codeFor(privateKey, challenge)).toBe(vector.code);
});

const [first] = vectors;
if (!first) throw new TypeError('no vectors');
const base = challengeOf(first);
const technician = Buffer.from(first.technician.d, 'base64url');

test.each([
  ['action', { action: 'abandon' }],
  ['reason', { reason: 'hardware' }],
  ['key id', { keyId: '00000000' }],
  ['time', { issuedAt: base.issuedAt + 1 }],
  ['nonce', { nonce: '0123456789abcdee' }],
  ['serial number', { serialNumber: '5CG1284RT1' }],
  ['ephemeral key', { ephemeral: makeEphemeral().publicKey }],
] as const)('another %s is another code', (_what, change) => {
  expect(codeForTechnician(technician, { ...base, ...change })).not.toBe(first.code);
});

test('a point off the curve is refused by both, before anything is computed with the private key', () => {
  const ephemeral = Uint8Array.from([2, ...new Array<number>(32).fill(0xff)]);
  expect(() => codeForTechnician(technician, { ...base, ephemeral })).toThrow();
  expect(() => codeFor(technician, { ...base, ephemeral })).toThrow();
  expect(() => technicianKey({ ...JWK, x: first.technician.x, y: first.technician.x })).toThrow();
});

test('two challenges never have the same key', () => {
  const made = Array.from({ length: 50 }, () => Buffer.from(makeEphemeral().publicKey).toString('hex'));
  expect(new Set(made).size).toBe(50);
});
