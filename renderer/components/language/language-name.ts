/** A language by its own name, as its speakers look for it. */
export function languageName(language: string, named: string = language): string {
  const name = new Intl.DisplayNames([named], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(named) + name.slice(1);
}

/** Without accents, vowel marks and case: how people type when they search. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** Those whose own name, English name or tag begins with what was typed, at any of its words. */
export function findLanguages(languages: readonly string[], typed: string): readonly string[] {
  const wanted = plain(typed);
  if (wanted === '') return languages;
  return languages.filter((code) =>
    [languageName(code), languageName(code, 'en'), code].some((name) =>
      plain(name)
        .split(/[\s()]+/)
        .map((_, index, words) => words.slice(index).join(' '))
        // People leave out the Arabic article.
        .some((rest) => rest.startsWith(wanted) || rest.startsWith(`ال${wanted}`)),
    ),
  );
}
