import { afterEach, expect, test, vi } from 'vitest';
import { watchAddresses } from '../../../electron/network/watch.ts';

afterEach(() => void vi.useRealTimers());

test('an address that comes or goes is told once, and nothing after the end', () => {
  vi.useFakeTimers();
  let addresses: readonly string[] = [];
  const changed = vi.fn();
  const stop = watchAddresses(changed, () => addresses, 1_000);
  vi.advanceTimersByTime(5_000);
  expect(changed).not.toHaveBeenCalled();
  addresses = ['192.0.2.7'];
  vi.advanceTimersByTime(5_000);
  expect(changed).toHaveBeenCalledTimes(1);
  addresses = [];
  vi.advanceTimersByTime(1_000);
  expect(changed).toHaveBeenCalledTimes(2);
  stop();
  addresses = ['192.0.2.8'];
  vi.advanceTimersByTime(5_000);
  expect(changed).toHaveBeenCalledTimes(2);
});
