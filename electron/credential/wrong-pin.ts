import { Refusal } from '../contract/refusal.ts';
import type { Tries } from './tries.ts';

/**
 * What is said of a PIN that was judged wrong.
 * @param tries with this one counted
 * @param attempts wrong tries before the first wait
 * @param now seconds since 1970
 * @returns pin_wrong with the tries left in `detail`; pin_locked with `retryAfter` when there are none
 */
export function wrongPin(tries: Tries, attempts: number, now: number): Refusal {
  const left = attempts - tries.failures;
  if (left > 0) return new Refusal('pin_wrong', { detail: `Tries left before a wait: ${left}.` });
  return new Refusal('pin_locked', { retryAfter: Math.max(1, Math.ceil(tries.waitUntil - now)) });
}
