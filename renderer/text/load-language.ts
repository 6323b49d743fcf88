import { REFUSALS } from '../../electron/contract/refusals.ts';
import { EN } from './en.ts';
import type { Language } from './language.ts';

/** English comes with the program: every other language falls back to it. */
export const ENGLISH: Language = { locale: 'en', direction: 'ltr', messages: EN, refusals: REFUSALS };

const FILES = import.meta.glob<{ readonly LANGUAGE: Language }>('./languages/*/index.ts');

const fileOf = (code: string): string => `./languages/${code}/index.ts`;
const codeOf = (file: string): string => file.split('/').at(-2) ?? '';

/** Pseudo-locales are there to find what is cut off or left in English; nobody is offered one. */
const PSEUDO = /-X[AB]$/;

/** Every language that the screens speak, English first. */
export const LANGUAGES: readonly string[] = [
  'en',
  ...Object.keys(FILES)
    .map(codeOf)
    .filter((code) => !PSEUDO.test(code)),
];

/** Fetched when it is needed, so that nobody waits for sentences in languages they do not read. */
export async function loadLanguage(code: string): Promise<Language> {
  const file = Object.hasOwn(FILES, fileOf(code)) ? FILES[fileOf(code)] : undefined;
  try {
    return file ? (await file()).LANGUAGE : ENGLISH;
  } catch {
    // A file that cannot be read costs its language, not the set-up.
    return ENGLISH;
  }
}
