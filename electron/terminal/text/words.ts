import { IntlMessageFormat } from 'intl-messageformat';
import { nearest } from '../../../renderer/text/choose-language.ts';
import { EN, type MessageKey } from '../../../renderer/text/en.ts';
import { isolated, type Values } from '../../../renderer/text/isolated.ts';
import type { Language } from '../../../renderer/text/language.ts';
import { LANGUAGE as ARABIC } from '../../../renderer/text/languages/ar/index.ts';
import { LANGUAGE as GERMAN } from '../../../renderer/text/languages/de/index.ts';
import { REFUSALS, refusalRow, type Slug } from '../../contract/refusals.ts';
import { TERMINAL_AR } from './arabic.ts';
import { TERMINAL, type TerminalKey, type TerminalMessages } from './english.ts';
import { TERMINAL_DE } from './german.ts';

/** The sentences of a run in one language: the window's own, and what only a terminal says. */
export interface Words {
  /** BCP 47 tag, with the digits: for Intl. */
  readonly locale: string;
  readonly direction: Language['direction'];
  /** @param values names, codes and times stay whole in a sentence of the other direction (isolate marks, UAX #9) */
  t(key: TerminalKey | MessageKey, values?: Values): string;
  refusal(slug: Slug): {
    readonly cause: string;
    readonly userAction: string;
    readonly technicianAction: string;
  };
}

function wordsOf({ locale, direction, messages, refusals }: Language, own: TerminalMessages): Words {
  const all: Readonly<Record<string, string>> = { ...messages, ...own };
  return {
    locale,
    direction,
    t: (key, values) =>
      String(new IntlMessageFormat(all[key] ?? '', locale).format(isolated(values, direction))),
    refusal: (slug) => ({ ...refusals[slug], technicianAction: refusalRow(slug).technicianAction }),
  };
}

export const ENGLISH_WORDS: Words = wordsOf(
  { locale: 'en', direction: 'ltr', messages: EN, refusals: REFUSALS },
  TERMINAL,
);

/** Imported whole: a package is one file for each host, and the words of a language weigh less than its start. */
const WORDS: Readonly<Record<string, Words>> = {
  en: ENGLISH_WORDS,
  de: wordsOf(GERMAN, TERMINAL_DE),
  ar: wordsOf(ARABIC, TERMINAL_AR),
};

/** Tags of the languages that the terminal speaks. */
export const TERMINAL_LANGUAGES: readonly string[] = Object.keys(WORDS);

export const isSpoken = (tag: string): boolean => nearest(tag, TERMINAL_LANGUAGES) !== undefined;

/** @param tag BCP 47; one that nobody has written falls back to English */
export function wordsIn(tag: string): Words {
  return WORDS[nearest(tag, TERMINAL_LANGUAGES) ?? 'en'] ?? ENGLISH_WORDS;
}

/**
 * The language of a terminal: what was asked for, what the answers file says, else what the system says, the first that is set
 * of LC_ALL, LC_MESSAGES and LANG (POSIX, 8.2). `C` and `POSIX` are nobody's language.
 */
export function languageOf(
  asked: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const system = (LC_ALL || LC_MESSAGES || LANG || '').replace(/[.@].*$/, '').replaceAll('_', '-');
  return asked ?? (/^(C|POSIX|)$/.test(system) ? 'en' : system);
}
