import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { RequestQuota } from '../../../server-stub/provisioning/quota.ts';

const MINUTE = 60_000;
function used(quota: RequestQuota, times: number, call: (n: number) => [string, string], now = 0): unknown {
  try {
    for (let n = 0; n < times; n += 1) quota.count(...call(n), now);
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

test('one key may ask three hundred times in ten minutes', () => {
  const quota = new RequestQuota();
  expect(used(quota, 300, (n) => ['key', `10.0.0.${n}`])).toBeUndefined();
  const thrown = used(quota, 1, () => ['key', '10.1.0.1'], 4 * MINUTE);
  expect(thrown).toBeInstanceOf(Refusal);
  expect(thrown).toMatchObject({ slug: 'throttled', details: { retryAfter: 360 } });
  expect(used(quota, 1, () => ['key', '10.1.0.1'], 10 * MINUTE)).toBeUndefined();
});

test('one source may ask twelve hundred times, however many keys it makes up', () => {
  const quota = new RequestQuota();
  expect(used(quota, 1200, (n) => [`key ${n}`, '10.0.0.1'])).toBeUndefined();
  expect(used(quota, 1, () => ['another', '10.0.0.1'])).toMatchObject({ slug: 'throttled' });
  expect(used(quota, 1, () => ['another', '10.0.0.2'])).toBeUndefined();
});
