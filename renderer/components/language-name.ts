/** A language by its own name, as its speakers look for it. */
export function languageName(language: string): string {
  const own = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return own.charAt(0).toLocaleUpperCase(language) + own.slice(1);
}
