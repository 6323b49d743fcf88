import { expect, test } from 'vitest';
import { SourceQuota } from '../../../server-stub/sign-in/source-quota.ts';

const MINUTE = 60_000;

test('an address may ask so often in ten minutes, and no other one pays for it', () => {
  const quota = new SourceQuota(3);
  for (let n = 0; n < 3; n += 1) quota.count('a', 0);
  expect(() => quota.count('a', 4 * MINUTE)).toThrow(
    expect.objectContaining({ slug: 'throttled', details: { retryAfter: 360 } }),
  );
  expect(() => quota.count('b', 4 * MINUTE)).not.toThrow();
  expect(() => quota.count('a', 10 * MINUTE)).not.toThrow();
});
