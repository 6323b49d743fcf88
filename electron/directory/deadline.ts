/** Rule 2 of the design: nothing waits more than 30 s without an event. A little is left for what comes after. */
export const LONGEST_WAIT_MS = 28_000;

/** When something that is made of several calls has to have ended. */
export interface Deadline {
  remainingMs(): number;
}

/** Counts from now, by a clock that nobody can set. */
export function startDeadline(milliseconds: number = LONGEST_WAIT_MS): Deadline {
  const end = performance.now() + milliseconds;
  return { remainingMs: () => Math.max(0, end - performance.now()) };
}
