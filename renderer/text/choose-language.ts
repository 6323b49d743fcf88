/** The one of `among` that serves `tag`: itself, or the same language of elsewhere (`de` for `de-AT`). */
export function nearest(tag: string, among: readonly string[]): string | undefined {
  const wanted = tag.toLowerCase();
  const base = wanted.split('-')[0];
  return (
    among.find((code) => code.toLowerCase() === wanted) ??
    among.find((code) => code.toLowerCase().split('-')[0] === base)
  );
}

/** @param company what the company lists, in its order; empty while that is not known: then all */
export function offeredLanguages(company: readonly string[], there: readonly string[]): readonly string[] {
  const listed = company.flatMap((tag) => nearest(tag, there) ?? []);
  return listed.length > 0 ? [...new Set(listed)] : there;
}

/**
 * The language of the screens. What somebody chose stays, also when the company turns out not to list it: they chose it
 * because they read it. Nothing chosen: the first wish of the system that is offered, then English, then the first offered.
 * @param chosen a tag, or `system`
 */
export function chooseLanguage(
  chosen: string,
  offered: readonly string[],
  wishes: readonly string[],
): string {
  if (chosen !== 'system') return chosen;
  for (const wish of wishes) {
    const found = nearest(wish, offered);
    if (found !== undefined) return found;
  }
  return nearest('en', offered) ?? offered[0] ?? 'en';
}
