import { describe, expect, test } from 'vitest';
import { base32, otpauthUri, stepOfCode } from '../../../../server-stub/credentials/software-oath/totp.ts';

/** RFC 6238 appendix B; its codes have eight digits, of which six are ours. */
const SECRET = Buffer.from('12345678901234567890');
const VECTORS = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
] as const;

test.each(VECTORS)('RFC 6238: at %i', (seconds, code) => {
  const step = Math.floor(seconds / 30);
  expect(stepOfCode(SECRET, code.slice(2), { now: seconds * 1000, lastStep: null })).toBe(step);
});

describe('a code', () => {
  const NOW = 1_111_111_111_000;
  const STEP = Math.floor(NOW / 30_000);
  const code = '050471';

  test('is good one step early and one step late, and no further', () => {
    const at = (steps: number) => stepOfCode(SECRET, code, { now: NOW + steps * 30_000, lastStep: null });
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, STEP, STEP, STEP, null]);
  });

  test('is good once', () => {
    expect(stepOfCode(SECRET, code, { now: NOW, lastStep: STEP })).toBeNull();
    expect(stepOfCode(SECRET, code, { now: NOW, lastStep: STEP + 1 })).toBeNull();
    expect(stepOfCode(SECRET, code, { now: NOW, lastStep: STEP - 1 })).toBe(STEP);
  });

  test.each(['', '05047', '0504711', '05047a', '٠٥٠٤٧١', ' 050471'])('%j is none', (typed) => {
    expect(stepOfCode(SECRET, typed, { now: NOW, lastStep: null })).toBeNull();
  });
});

test('the secret and the address are what apps read', () => {
  expect(base32(SECRET)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  const uri = new URL(otpauthUri(SECRET, 'North wind', 'amal@northwind.example'));
  expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp']);
  expect(decodeURIComponent(uri.pathname)).toBe('/North wind:amal@northwind.example');
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    secret: base32(SECRET),
    issuer: 'North wind',
    digits: '6',
    period: '30',
    algorithm: 'SHA1',
  });
});
