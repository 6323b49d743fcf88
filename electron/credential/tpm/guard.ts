import type { TpmProperties } from './commands/properties.ts';

/**
 * How well the TPM itself guards a PIN, beside our own count of tries:
 * - `guarded`: it locks after few wrong PINs, and nobody resets that without the lock-out password;
 * - `root can reset`: it locks, but whoever is root can reset the count or switch it off;
 * - `not guarded`: it does not count, or allows so many tries that a PIN of six digits falls.
 */
export type GuardLevel = 'guarded' | 'root can reset' | 'not guarded';

export type GuardSettings = Pick<TpmProperties, 'lockoutAuthSet' | 'maximumTries' | 'recoverySeconds'>;

/** Platforms set 31 or 32 tries; whoever set more than this wanted no lock-out. */
const MANY_TRIES = 100;
/** Seconds per wrong PIN: at one try every ten seconds, six digits take four months for half of them. */
const SHORT_RECOVERY = 10;

/** Judges the settings (TPM 2.0 Library Part 1, 19.8: dictionary attack protection). */
export function guardLevel({ lockoutAuthSet, maximumTries, recoverySeconds }: GuardSettings): GuardLevel {
  if (maximumTries > MANY_TRIES || recoverySeconds < SHORT_RECOVERY) return 'not guarded';
  return lockoutAuthSet ? 'guarded' : 'root can reset';
}

/**
 * Seconds until a locked TPM judges a PIN again, at most. It forgets one wrong PIN each `recoverySeconds` and does not
 * say how long it has been (Part 1, 19.8.5), so this is the upper bound.
 */
export function secondsUntilJudged(
  properties: Pick<TpmProperties, 'wrongTries' | 'maximumTries' | 'recoverySeconds'>,
): number {
  const { wrongTries, maximumTries, recoverySeconds } = properties;
  const toForget = Math.max(1, wrongTries - maximumTries + 1);
  return Math.max(1, toForget * recoverySeconds);
}
