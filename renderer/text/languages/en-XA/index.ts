import type { Language } from '../../language.ts';
import { ENGLISH } from '../../load-language.ts';
import { pseudoLanguage } from '../../pseudo/pseudo.ts';

const PLAIN = 'AEIOUYCDGLNRSTZaeiouycdglnrstz';
const ACCENTED = 'ÅËÎÖÛÝÇÐĜĻÑŔŠŢŽåéîöûýçðĝļñŕšţž';

const accented = (words: string): string =>
  words.replace(/[A-Za-z]/g, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter);

/** 40 % more, in words that may be broken, between brackets that show where a sentence is cut off. */
function longer(sentence: string): string {
  const more = Math.ceil(sentence.replace(/\{.*\}/g, '').length * 0.4);
  return `[${sentence} ${'·····, '
    .repeat(Math.ceil(more / 7))
    .slice(0, more)
    .trim()}]`;
}

/** English with accents, 40 % longer, in brackets: what is plain on a screen was never looked up. */
export const LANGUAGE: Language = pseudoLanguage(
  ENGLISH,
  { locale: 'en-XA', direction: 'ltr' },
  accented,
  longer,
);
