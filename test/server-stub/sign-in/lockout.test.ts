import { describe, expect, test } from 'vitest';
import { lockoutName, waitAfter } from '../../../server-stub/sign-in/lockout.ts';

describe('lock-out', () => {
  const rule = { free: 5, firstMs: 60_000, longestMs: 3_600_000 };

  test('costs nothing at first, then doubles up to the longest wait', () => {
    expect([0, 4].map((failures) => waitAfter(failures, rule))).toEqual([0, 0]);
    expect([5, 6, 7].map((failures) => waitAfter(failures, rule))).toEqual([60_000, 120_000, 240_000]);
    expect(waitAfter(10_000, rule)).toBe(3_600_000);
  });

  test('the name is a hash, the same for any case and spaces around', () => {
    expect(lockoutName(' Amal@Northwind.example ')).toBe(lockoutName('amal@northwind.example'));
    expect(lockoutName('amal@northwind.example')).not.toContain('amal');
  });
});
