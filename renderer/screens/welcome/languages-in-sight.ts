/** More than these would push Start off a small screen; the others are found in the panel. */
const MOST = 5;

/** The first few, and the one that is shown now among them in any case. */
export function languagesInSight(languages: readonly string[], now: string): readonly string[] {
  if (languages.length <= MOST) return languages;
  const first = languages.slice(0, MOST);
  return first.includes(now) ? first : [...first.slice(0, -1), now];
}
