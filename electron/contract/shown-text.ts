/** Controls, what turns a line around, and what is no character at all: a name on a screen needs none of them. */
const NOT_SHOWN = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** More than this of a name nobody reads. */
export const NAME_LIMIT = 80;

/**
 * A name from outside as one line of bounded text, for screens and terminals alike: no control sequence, no line that turns
 * around, no ten thousand characters. What is cut off is shown to be. Pure.
 */
export function shownText(text: string, limit = NAME_LIMIT): string {
  // Cut first: what is only going to be thrown away costs nothing.
  const line = text
    .slice(0, 16 * limit)
    .replace(/[\s\u2028\u2029]+/gu, ' ')
    .replace(NOT_SHOWN, '')
    .trim();
  const signs = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)];
  // A letter may carry any number of accents: each stays one letter high.
  const kept = signs.slice(0, limit).map(({ segment }) => [...segment].slice(0, 8).join(''));
  return signs.length > limit || text.length > 16 * limit
    ? `${kept
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
    : kept.join('');
}
