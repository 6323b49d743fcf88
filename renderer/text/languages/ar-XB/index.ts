import type { Language } from '../../language.ts';
import { ENGLISH } from '../../load-language.ts';
import { pseudoLanguage } from '../../pseudo/pseudo.ts';

/** RIGHT-TO-LEFT OVERRIDE and POP DIRECTIONAL FORMATTING: Latin letters that run as Arabic ones do. */
const turned = (words: string): string => words.replace(/\S+/g, (word) => `\u202e${word}\u202c`);

/** English turned round: a mirrored layout for people who do not read Arabic. */
export const LANGUAGE: Language = pseudoLanguage(
  ENGLISH,
  { locale: 'en-XB', direction: 'rtl' },
  turned,
  (sentence) => sentence,
);
