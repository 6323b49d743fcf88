import type { PassUsability } from '../../electron/contract/wire/graph.ts';
import type { PassRow } from '../store/tables.ts';
import { inPassScope, type PassPolicy } from './policy.ts';

const MINUTE = 60_000;

/** How long a one-time pass is held for a device key. */
export const HOLD_MS = 10 * MINUTE;

/** When a pass ends, in milliseconds: its lifetime counts from its start. */
export function passEnd(pass: Pick<PassRow, 'start_at' | 'lifetime_minutes'>): number {
  return pass.start_at + pass.lifetime_minutes * MINUTE;
}

/** Why a pass can or cannot be used at `now` (Graph's `methodUsabilityReason`). */
export function passUsability(
  pass: PassRow,
  policy: PassPolicy,
  groups: readonly string[],
  now: number,
): PassUsability {
  if (pass.used_at !== null) return 'OneTimeUsed';
  if (now >= passEnd(pass)) return 'Expired';
  if (!inPassScope(policy, groups)) return 'DisabledByPolicy';
  if (policy.isUsableOnce && pass.is_usable_once === 0) return 'DisabledByPolicy';
  return now < pass.start_at ? 'NotYetValid' : 'EnabledByPolicy';
}
