import { describe, expect, test } from 'vitest';
import { type RetryQuestion, retryDelay } from '../../../electron/directory/retry.ts';

function ask(change: Partial<RetryQuestion>): number | null {
  return retryDelay({
    outcome: { kind: 'answered', status: 503 },
    attempt: 1,
    idempotent: true,
    remainingMs: 20_000,
    jitter: 1,
    ...change,
  });
}

describe('retryDelay', () => {
  test.each([429, 502, 503, 504])('tries again after %i', (status) => {
    expect(ask({ outcome: { kind: 'answered', status } })).toBe(250);
  });

  test.each([200, 400, 401, 403, 404, 409, 500])('does not after %i', (status) => {
    expect(ask({ outcome: { kind: 'answered', status } })).toBeNull();
  });

  test.each(['directory_unreachable', 'name_not_resolved'] as const)('tries again after %s', (slug) => {
    expect(ask({ outcome: { kind: 'unanswered', slug } })).toBe(250);
  });

  test.each(['certificate_untrusted', 'clock_wrong', 'link_down', 'device_key_lost'] as const)(
    'does not after %s',
    (slug) => expect(ask({ outcome: { kind: 'unanswered', slug } })).toBeNull(),
  );

  test('never repeats what is not idempotent', () => expect(ask({ idempotent: false })).toBeNull());

  test('three attempts in all', () => {
    expect([ask({ attempt: 2 }), ask({ attempt: 3 })]).toEqual([500, null]);
  });

  test('waits as long as it was asked to', () => {
    expect(ask({ outcome: { kind: 'answered', status: 429, retryAfter: 5 } })).toBe(5000);
  });

  test('does not wait at all when the time left is shorter than that', () => {
    expect(ask({ outcome: { kind: 'answered', status: 429, retryAfter: 25 } })).toBeNull();
  });

  test('jitter halves the wait at most', () => expect(ask({ jitter: 0 })).toBe(125));
});
