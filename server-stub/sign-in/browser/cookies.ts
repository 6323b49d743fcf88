import { directoryKey } from '../directory-key.ts';

/** How long a sign-in page may stay open; its loop screen waits for a pass meanwhile. Seconds. */
export const INTERACTION_SECONDS = 60 * 60;

/**
 * `__Host-` nails a cookie to this host and to the root path. The other two belong to one sign-in each and have its path, so
 * that two tabs do not take each other's: for those `__Secure-` is what is left.
 */
export const COOKIE_NAMES = {
  session: '__Host-latchkey-session',
  interaction: '__Secure-latchkey-sign-in',
  resume: '__Secure-latchkey-resume',
} as const;

/** The page of one sign-in; its cookie goes there and below, and nowhere else. */
export function interactionPage(uid: string): string {
  return `/oauth2/interaction/${uid}`;
}

/** Keys that sign cookies. They are kept, so that a restart of the directory signs nobody out. */
export function cookieKeys(dataDir: string): string[] {
  return [directoryKey(dataDir, 'browser cookies').toString('base64url')];
}
