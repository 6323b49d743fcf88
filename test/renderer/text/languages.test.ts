import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { beforeAll, describe, expect, test } from 'vitest';
import { REFUSALS, type Slug } from '../../../electron/contract/refusals.ts';
import { EN, type MessageKey } from '../../../renderer/text/en.ts';
import type { Language } from '../../../renderer/text/language.ts';
import { ENGLISH, LANGUAGES, loadLanguage } from '../../../renderer/text/load-language.ts';
import { textIn } from '../../../renderer/text/translate.ts';

const KEYS = Object.keys(EN) as MessageKey[];
const SLUGS = Object.keys(REFUSALS) as Slug[];
const TRANSLATED = LANGUAGES.filter((code) => code !== 'en');

/** Part of a parsed message, as far as these tests look at it. */
interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
  readonly children?: readonly Part[];
}
const [LITERAL, PLURAL] = [0, 6];

function partsOf(message: string, locale: string): readonly Part[] {
  const all = (parts: readonly Part[]): readonly Part[] =>
    parts.flatMap((part) => [
      part,
      ...all(part.children ?? []),
      ...Object.values(part.options ?? {}).flatMap(({ value }) => all(value)),
    ]);
  return all(new IntlMessageFormat(message, locale).getAst() as unknown as Part[]);
}

const argumentsOf = (message: string, locale: string): readonly string[] =>
  [
    ...new Set(
      partsOf(message, locale)
        .filter(({ type, value }) => type !== LITERAL && value !== undefined)
        .map(({ type, value }) => `${type} ${value}`),
    ),
  ].toSorted();

const wordsOf = (message: string, locale: string): string =>
  partsOf(message, locale)
    .filter(({ type }) => type === LITERAL)
    .map(({ value }) => value)
    .join(' ');

/** Names that are the same in every language. */
const NAMES = /Latchkey|Windows Hello|Touch ID|Wi-Fi|MAC|QR|amal|Northwind|\bPIN\b/g;

test('the languages are there', () => {
  expect(LANGUAGES).toEqual(expect.arrayContaining(['en', 'de', 'ar']));
  expect(LANGUAGES.join()).not.toContain('-X');
});

test('what is not there is English, whatever it is called', async () => {
  for (const code of ['tlh', 'constructor', '../ar', '']) expect(await loadLanguage(code)).toBe(ENGLISH);
});

test('every key is used by a screen', async () => {
  const sources: string[] = [];
  const pattern = 'renderer/{components,screens}/**/*.{ts,tsx}';
  const root = join(import.meta.dirname, '../../..');
  for await (const file of glob([pattern, 'renderer/*.tsx'], { cwd: root })) {
    sources.push(readFileSync(join(root, file), 'utf8'));
  }
  const source = sources.join('\n');
  expect(sources.length).toBeGreaterThan(40);
  // `pin.fault.${fault}` uses every key of that shape.
  const shapes = [...source.matchAll(/`([a-zA-Z.]+(?:\$\{[^}]+\}[a-zA-Z.]*)+)`/g)].map(
    ([, shape = '']) => new RegExp(`^${shape.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '[\\w.-]+')}$`),
  );
  const unused = KEYS.filter(
    (key) => !source.includes(`'${key}'`) && !shapes.some((shape) => shape.test(key)),
  );
  expect(unused).toEqual([]);
});

describe.each(TRANSLATED)('%s', (code) => {
  let language: Language;
  beforeAll(async () => {
    language = await loadLanguage(code);
  });

  test('has every sentence and no others', () => {
    expect(Object.keys(language.messages).toSorted()).toEqual(KEYS.toSorted());
    expect(Object.keys(language.refusals).toSorted()).toEqual(SLUGS.toSorted());
    const empty = [
      ...KEYS.filter((key) => language.messages[key].trim() === ''),
      ...SLUGS.filter((slug) => Object.values(language.refusals[slug]).some((words) => words.trim() === '')),
    ];
    expect(empty).toEqual([]);
  });

  test('has the arguments of English in every message', () => {
    for (const key of KEYS) {
      expect(argumentsOf(language.messages[key], code), key).toEqual(argumentsOf(EN[key], 'en'));
    }
  });

  test('has every plural category of the language in every plural', () => {
    const { pluralCategories } = new Intl.PluralRules(code).resolvedOptions();
    const plurals = KEYS.flatMap((key) =>
      partsOf(language.messages[key], code)
        .filter(({ type }) => type === PLURAL)
        .map(({ options }) => ({ key, categories: Object.keys(options ?? {}) })),
    );
    expect(plurals.length).toBeGreaterThan(5);
    for (const { key, categories } of plurals) {
      expect(categories.toSorted(), key).toEqual(pluralCategories.toSorted());
    }
  });

  test('has sentences of at most 20 words', () => {
    const long = [
      ...KEYS.map((key) => wordsOf(language.messages[key], code)),
      ...SLUGS.flatMap((slug) => Object.values(language.refusals[slug])),
    ]
      .flatMap((words) => words.split(/[.?;:؟؛](?:\s|$)/))
      .filter((sentence) => sentence.trim().split(/\s+/).length > 20);
    expect(long).toEqual([]);
  });

  test('is calm', () => {
    const loud = [
      ...KEYS.map((key) => language.messages[key]),
      ...SLUGS.map((slug) => language.refusals[slug].cause),
    ];
    for (const words of loud) expect(words).not.toMatch(/!|\bFehler\b|fehlgeschlagen|خطأ فادح/);
  });

  test('has nothing left in English', () => {
    const same = (ours: string, english: string): boolean => {
      const bare = english.replace(NAMES, '').replace(/[^\p{L}]/gu, '');
      // Code, Hardware: one word may well be the same.
      return bare.length > 0 && english.trim().includes(' ') && ours.trim() === english.trim();
    };
    const left = [
      ...KEYS.filter((key) => same(wordsOf(language.messages[key], code), wordsOf(EN[key], 'en'))),
      ...SLUGS.filter((slug) => same(language.refusals[slug].cause, REFUSALS[slug].cause)),
      ...SLUGS.filter((slug) => same(language.refusals[slug].userAction, REFUSALS[slug].userAction)),
    ];
    expect(left).toEqual([]);
  });

  test('counts from 0 to 100 without a gap', () => {
    const { t } = textIn(code, language);
    for (let minutes = 0; minutes <= 100; minutes += 1) {
      expect(t('progress.left', { minutes })).not.toContain('#');
    }
  });
});

test('Arabic letters are the letters of Arabic, and its digits those of keyboards and labels', async () => {
  const language = await loadLanguage('ar');
  const said = [
    ...KEYS.map((key) => wordsOf(language.messages[key], 'ar')),
    ...SLUGS.flatMap((slug) => Object.values(language.refusals[slug])),
  ].map((words) => words.replace(NAMES, ''));
  for (const words of said) expect(words).not.toMatch(/[A-Za-z]/);
  const { t } = textIn('ar', language);
  expect(t('progress.left', { minutes: 2 })).toBe('بقي نحو دقيقتين');
  expect(t('progress.left', { minutes: 4 })).toBe('بقي نحو 4 دقائق');
  expect(t('progress.left', { minutes: 11 })).toBe('بقي نحو 11 دقيقة');
  expect(t('access.percent', { share: 1.25 }).replace(/\p{Cf}/gu, '')).toMatch(/^125[%٪]$/);
});

test('names keep their direction inside a sentence that runs the other way', async () => {
  const arabic = textIn('ar', await loadLanguage('ar'));
  expect(arabic.t('done.title', { name: 'Amal' })).toContain('\u2068Amal\u2069');
  expect(arabic.t('account.hint', { domain: 'northwind.example' })).toContain('\u2066amal@');
  const english = textIn('en', ENGLISH);
  expect(english.t('done.title', { name: 'أمل' })).toContain('\u2068أمل\u2069');
  expect(english.t('done.title', { name: 'Amal' })).toBe('You’re in, Amal.');
});

test('German is spoken to adults: Sie, and never du', async () => {
  const { messages, refusals } = await loadLanguage('de');
  const said = [...Object.values(messages), ...Object.values(refusals).flatMap((row) => Object.values(row))];
  for (const words of said) expect(words).not.toMatch(/\b(du|dein\w*|dich|dir)\b/i);
});
