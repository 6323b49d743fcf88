import type { PassRow } from '../store/tables.ts';

/** How long ago sign-in sees passes. */
export interface ReplicationLag {
  readonly newPassMs: number;
  readonly endedPassMs: number;
}

const MINUTE = 60_000;

/**
 * The pass that a copy shows which lags behind: a new one is not there yet, one that was deleted or replaced still is,
 * and one that ends goes on for so many (begun) minutes. Pure.
 *
 * @param passes all of one user, newest first
 */
export function laggingPass(
  passes: readonly PassRow[],
  lag: ReplicationLag,
  now: number,
): PassRow | undefined {
  const seen = passes.find(
    (pass) =>
      pass.created_at <= now - lag.newPassMs &&
      (pass.deleted_at === null || pass.deleted_at > now - lag.endedPassMs),
  );
  return seen && { ...seen, lifetime_minutes: seen.lifetime_minutes + Math.ceil(lag.endedPassMs / MINUTE) };
}
