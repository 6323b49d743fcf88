/** How strong a sign-in is, weakest first: `acr` on the wire. `single` is a password and has none. */
export const LEVELS = ['none', 'single', 'mfa', 'phr', 'phrh'] as const;
export type Level = (typeof LEVELS)[number];

export function isAtLeast(have: Level, wanted: Level): boolean {
  return LEVELS.indexOf(have) >= LEVELS.indexOf(wanted);
}

/** The level behind an `acr`; a sign-in without one showed a password. */
export function levelOf(acr: string | null): Level {
  return LEVELS.find((level) => level === acr) ?? 'single';
}

/** The least of several `acr` values; names that are not ours ask for nothing. */
export function leastOf(acrs: readonly string[]): Level {
  const known = LEVELS.filter((level) => acrs.includes(level));
  return known[0] ?? 'none';
}
