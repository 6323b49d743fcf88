/** Characters that have no width or turn the line around (Unicode category Cf), which come along when text is copied. */
const INVISIBLE = /\p{Cf}/gu;

/** Full-width and other compatibility forms as plain ones (Unicode UAX #15, NFKC), without what nobody can see. */
export function tidyText(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').trim();
}
