import * as z from 'zod/mini';

/** Wrong codes before the first wait: a person who mistypes is told so by the check character and loses none. */
export const FREE_TRIES = 5;
/** Seconds of the first wait, and of the longest; each wrong code doubles it. */
export const FIRST_WAIT = 60;
/**
 * An hour, not for ever: anybody at the keyboard can cause it, and it must not lock the technicians out. It leaves 24 guesses
 * a day at one of 2^55 codes, each at another challenge.
 */
export const LONGEST_WAIT = 3600;

/** What is remembered of the guesses, whichever challenge they were made at. */
export const TechnicianTries = z.strictObject({
  version: z.literal(1),
  /** Since the last right one; a guess counts from before it is judged. */
  failures: z.int().check(z.minimum(0)),
  /** Seconds of the wait that are still to go, counted by a clock that nobody can set, while the agent runs. */
  waitLeft: z.number().check(z.minimum(0), z.maximum(LONGEST_WAIT)),
  /** End of the same wait in the directory's time, where that was known; seconds since 1970. */
  waitUntil: z.nullable(z.number()),
});
export type TechnicianTries = z.infer<typeof TechnicianTries>;

export const NO_TRIES: TechnicianTries = { version: 1, failures: 0, waitLeft: 0, waitUntil: null };

/** What stands in for a file that cannot be understood: damage must not be a way around the wait. */
export const DAMAGED_TRIES: TechnicianTries = {
  version: 1,
  failures: FREE_TRIES + 6,
  waitLeft: LONGEST_WAIT,
  waitUntil: null,
};

/** Seconds to wait after so many wrong codes in a row. */
export function waitAfter(failures: number): number {
  return failures < FREE_TRIES
    ? 0
    : Math.min(FIRST_WAIT * 2 ** Math.min(failures - FREE_TRIES, 12), LONGEST_WAIT);
}

/** The tries after `elapsed` seconds by the steady clock, seen at `directoryNow` (`null`: not known). */
export function afterTime(
  tries: TechnicianTries,
  elapsed: number,
  directoryNow: number | null,
): TechnicianTries {
  const byClock = Math.max(0, tries.waitLeft - Math.max(0, elapsed));
  if (byClock === 0) return { ...tries, waitLeft: 0, waitUntil: null };
  if (directoryNow === null) return { ...tries, waitLeft: byClock };
  const waitUntil = Math.min(tries.waitUntil ?? Number.POSITIVE_INFINITY, directoryNow + byClock);
  const waitLeft = Math.max(0, waitUntil - directoryNow);
  return { ...tries, waitLeft, waitUntil: waitLeft === 0 ? null : waitUntil };
}

/** Counts one guess, before it is judged; it holds only once it is on the disk. */
export function countTry(tries: TechnicianTries, directoryNow: number | null): TechnicianTries {
  const failures = tries.failures + 1;
  const waitLeft = waitAfter(failures);
  const waitUntil = waitLeft === 0 || directoryNow === null ? null : directoryNow + waitLeft;
  return { version: 1, failures, waitLeft, waitUntil };
}
