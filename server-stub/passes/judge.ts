import { Refusal } from '../../electron/contract/refusal.ts';
import type { PassRow } from '../store/tables.ts';
import type { PassPolicy } from './policy.ts';
import { passEnd, passUsability } from './usability.ts';

/**
 * Whether a pass whose value was right may be used now. Pure.
 *
 * @throws Refusal `pass_not_found`, `pass_used`, `pass_expired`, `pass_blocked_by_policy`, `pass_not_yet_valid`
 */
export function judgePass(pass: PassRow, policy: PassPolicy, groups: readonly string[], now: number): void {
  if (pass.deleted_at !== null) throw new Refusal('pass_not_found');
  switch (passUsability(pass, policy, groups, now)) {
    case 'OneTimeUsed':
      throw new Refusal('pass_used');
    case 'Expired':
      throw new Refusal('pass_expired', { detail: `it ended at ${new Date(passEnd(pass)).toISOString()}` });
    case 'DisabledByPolicy':
      throw new Refusal('pass_blocked_by_policy');
    case 'NotYetValid':
      throw new Refusal('pass_not_yet_valid', { retryAfter: Math.ceil((pass.start_at - now) / 1000) });
    case 'EnabledByPolicy':
  }
}
