import { describe, expect, test } from 'vitest';
import { measureSkew, nextSkew } from '../../../electron/network/clock-skew.ts';

const NOON = Date.parse('2026-11-22T12:00:00Z');
const date = (ms: number) => new Date(ms).toUTCString();

describe('measureSkew', () => {
  test('is nothing when both clocks agree', () => {
    expect(measureSkew({ sentAt: NOON, receivedAt: NOON + 900, date: date(NOON) })).toBe(0);
  });

  test('takes the middle of the round trip', () => {
    expect(measureSkew({ sentAt: NOON, receivedAt: NOON + 10_000, date: date(NOON + 65_000) })).toBe(61);
  });

  test.each([86_400, -86_400, 31_536_000])('of %i s', (seconds) => {
    const sample = { sentAt: NOON, receivedAt: NOON + 40, date: date(NOON + seconds * 1000) };
    expect(measureSkew(sample)).toBe(seconds);
  });

  test('says nothing about a date that is none', () => {
    expect(measureSkew({ sentAt: NOON, receivedAt: NOON, date: 'yesterday' })).toBeNull();
  });
});

describe('nextSkew', () => {
  test('the first measurement counts', () => expect(nextSkew(null, 7)).toBe(7));
  test('noise does not', () => expect(nextSkew(7, 8)).toBe(7));
  test('a clock that was set does', () => expect(nextSkew(86_400, 0)).toBe(0));
  test('no measurement changes nothing', () => expect(nextSkew(7, null)).toBe(7));
});
