import * as z from 'zod/mini';

/** Seconds of the first wait, and of the longest. */
export const FIRST_WAIT = 60;
export const LONGEST_WAIT = 24 * 60 * 60;

/** What is remembered of the tries at one PIN, and how often the key was used. Times: seconds since 1970. */
export const Tries = z.strictObject({
  /** Tries since the last right one; a try counts from before it is judged. */
  failures: z.int().check(z.minimum(0)),
  /** No try is judged before; 0 where there is no wait. */
  waitUntil: z.number(),
  /** Signature counter of WebAuthn, as it was last given out. */
  signCount: z.int().check(z.minimum(0), z.maximum(0xffff_ffff)),
});
export type Tries = z.infer<typeof Tries>;

export const NO_TRIES: Tries = { failures: 0, waitUntil: 0, signCount: 0 };

export type Admission =
  | { readonly admitted: true; readonly tries: Tries }
  | { readonly admitted: false; readonly retryAfter: number; readonly tries: Tries };

/**
 * May a PIN be judged now? Either way the answer holds only once `tries` is on the disk. Admitted, the try is already counted
 * as wrong and its wait already set: whoever pulls the plug before it is judged has used it up.
 *
 * A clock that was set back never shortens a wait: one that would end later than a whole wait from now begins anew, now. (It
 * does not stay where it was, or a clock battery that died would lock the person out for years.) A clock set forward ends a
 * wait; setting it takes a right with which the files can be put back as well.
 *
 * @param attempts wrong tries before the first wait (PinPolicy)
 * @param now seconds since 1970
 */
export function admitTry(tries: Tries, attempts: number, now: number): Admission {
  const wait = waitAfter(tries.failures, attempts);
  const waitUntil = Math.min(tries.waitUntil, now + wait);
  if (wait > 0 && waitUntil > now) {
    return { admitted: false, retryAfter: Math.ceil(waitUntil - now), tries: { ...tries, waitUntil } };
  }
  const failures = tries.failures + 1;
  const next = waitAfter(failures, attempts);
  return { admitted: true, tries: { ...tries, failures, waitUntil: next === 0 ? 0 : now + next } };
}

/** The PIN was right: the count begins anew and the key is used once more. The counter stops at its end, it never wraps. */
export function afterRightPin(tries: Tries): Tries {
  return { failures: 0, waitUntil: 0, signCount: Math.min(tries.signCount + 1, 0xffff_ffff) };
}

/** Seconds to wait after so many wrong tries in a row: none, then FIRST_WAIT, then twice as long each time. */
export function waitAfter(failures: number, attempts: number): number {
  if (failures < attempts) return 0;
  return Math.min(FIRST_WAIT * 2 ** Math.min(failures - attempts, 30), LONGEST_WAIT);
}
