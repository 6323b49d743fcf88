import type { PolicyVerdict } from './evaluate-gates.ts';
import type { SignInFrequency } from './policy.ts';

const HOUR = 3_600_000;
/** "Every time" still leaves the time that one piece of work takes: Entra allows five minutes of it. */
const EVERY_TIME = 5 * 60_000;

function lengthOf({ frequencyInterval, type, value }: SignInFrequency): number {
  if (frequencyInterval === 'everyTime') return EVERY_TIME;
  return (value ?? 0) * (type === 'days' ? 24 * HOUR : HOUR);
}

/** How long a sign-in serves by the policies that are enforced on it, milliseconds; `null` where none says so. Pure. */
export function sessionLimit(verdicts: readonly PolicyVerdict[]): number | null {
  const limits = verdicts
    .filter(({ policy, notApplied }) => policy.state === 'enabled' && notApplied === null)
    .flatMap(({ policy }) => policy.sessionControls?.signInFrequency ?? [])
    .filter((frequency) => frequency.isEnabled)
    .map(lengthOf);
  return limits.length === 0 ? null : Math.min(...limits);
}
