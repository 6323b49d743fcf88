import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { Refusal } from '../../../../electron/contract/refusal.ts';
import type { View } from '../../../../electron/contract/view.ts';
import { duration, narrate, tellRefusal } from '../../../../electron/terminal/narrate.ts';
import { TERMINAL_AR } from '../../../../electron/terminal/text/arabic.ts';
import { TERMINAL, type TerminalKey } from '../../../../electron/terminal/text/english.ts';
import { TERMINAL_DE } from '../../../../electron/terminal/text/german.ts';
import { languageOf, wordsIn } from '../../../../electron/terminal/text/words.ts';

const KEYS = Object.keys(TERMINAL) as TerminalKey[];

/** Names of what is put into a message. */
const argumentsOf = (message: string): string[] =>
  [...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name ?? '').toSorted();

test.each([
  ['de', TERMINAL_DE],
  ['ar', TERMINAL_AR],
] as const)(
  '%s says everything, with the same names put in, and nothing is left in English',
  (locale, messages) => {
    for (const key of KEYS) {
      const named = new Set(argumentsOf(TERMINAL[key]));
      expect([key, new Set(argumentsOf(messages[key]))]).toEqual([key, named]);
      expect(() => new IntlMessageFormat(messages[key], locale)).not.toThrow();
      expect([key, messages[key]]).not.toEqual([key, TERMINAL[key]]);
    }
  },
);

test('every sentence is said somewhere', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', '..', 'electron', 'terminal');
  const files = globSync('**/*.ts', { cwd: folder }).filter((file) => !file.startsWith('text'));
  const source = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('');
  const said = (key: string) =>
    source.includes(`'${key}'`) || source.includes(`\`${key.slice(0, key.lastIndexOf('.'))}.\${`);
  expect(KEYS.filter((key) => !said(key))).toEqual([]);
});

test.each([
  [null, {}, 'en'],
  [null, { LANG: 'C.UTF-8' }, 'en'],
  [null, { LANG: 'de_AT.UTF-8' }, 'de-AT'],
  [null, { LANG: 'de_DE.UTF-8', LC_ALL: 'ar_EG' }, 'ar-EG'],
  [null, { LANG: 'de_DE@euro', LC_MESSAGES: '' }, 'de-DE'],
  ['ar', { LC_ALL: 'de_DE.UTF-8' }, 'ar'],
])('asked for %s under %o it is %s', (asked, environment, tag) => {
  expect(languageOf(asked, environment)).toBe(tag);
});

test('a tag of elsewhere is served by the same language, one that nobody has written by English', () => {
  expect([wordsIn('de-AT').locale, wordsIn('ar-EG').direction, wordsIn('fr-FR').locale]).toEqual([
    'de',
    'rtl',
    'en',
  ]);
});

test('refusals are the window’s own; what IT can do stays English, because IT searches for it', () => {
  const notice = new Refusal('pass_expired', { retryAfter: 61 }).toJSON();
  const [said, forIt] = tellRefusal(notice, wordsIn('de'));
  expect(said).toMatch(/Pass/);
  expect(said).toMatch(/Versuchen Sie es in 2 Minuten noch einmal\.$/);
  expect(forIt).toMatch(/^ {2}Für Ihre IT: LK-2402\. [A-Z]/);
});

test('in Arabic, names and times are isolated, so that a full stop does not jump', () => {
  const words = wordsIn('ar');
  const view = { step: 'join', tenantName: 'Northwind', personName: 'Amal', screen: { kind: 'join' } };
  const before = { step: 'welcome', screen: { kind: 'welcome' } };
  const story = narrate(before as View, view as View, words);
  expect(story[0]).toBe('دليل \u2068Northwind\u2069 يستجيب.');
  expect(duration(7200, words)).toBe('ساعتين');
});
