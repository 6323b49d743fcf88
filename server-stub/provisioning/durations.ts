/**
 * Seconds that each step takes a person who does it for the first time, reading included: what they have to type and think
 * about, not what the machine does. A pass that is shorter than all of them together is refused beforehand.
 */
export const STEP_SECONDS = { pass: 30, join: 15, credential: 90, proof: 45 } as const;

/** A whole run, seconds. */
export function neededSeconds(): number {
  return Object.values(STEP_SECONDS).reduce((sum, seconds) => sum + seconds, 0);
}
