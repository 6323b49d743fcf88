import type { Standing } from './standing.ts';
import type { State } from './state.ts';

/** Sealed by IT, and its person has not begun yet. */
export function awaitsItsPerson({ sealed, started }: Standing): boolean {
  return sealed !== null && started?.afterSeal !== true;
}

/**
 * Is this IT's part? Once a laptop is sealed, or has a credential that works, the sign-ins on it are its person's. The
 * directory decides the same by its own rows, and has the last word.
 */
export function isStaging({ profile, standing }: Pick<State, 'profile' | 'standing'>): boolean {
  return profile?.mode === 'staged' && standing.sealed === null && standing.inForce === null;
}
