import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { EN, type MessageKey } from '../../../../renderer/text/en.ts';
import { loadLanguage } from '../../../../renderer/text/load-language.ts';
import { changeWords } from '../../../../renderer/text/pseudo/pseudo.ts';

const upper = (words: string): string => words.toUpperCase();

test.each([
  ['plain', 'PLAIN'],
  ['for <b>{name}</b> now', 'FOR <b>{name}</b> NOW'],
  ['{n, number} of {n, number, ::percent}', '{n, number} OF {n, number, ::percent}'],
  [
    '{n, plural, one {# day} other {# days of {name}}} left',
    '{n, plural, one {# DAY} other {# DAYS OF {name}}} LEFT',
  ],
])('of %j only the words change', (message, changed) => {
  expect(changeWords(message, upper)).toBe(changed);
});

test('a brace that stays open is no message', () => {
  expect(() => changeWords('{name', upper)).toThrow(TypeError);
});

test.each(['en-XA', 'ar-XB'])('%s has every message, well-formed and changed', async (code) => {
  const { messages, locale } = await loadLanguage(code);
  for (const key of Object.keys(EN) as MessageKey[]) {
    expect(() => new IntlMessageFormat(messages[key], locale), key).not.toThrow();
    if (/[a-z]{2}/.test(EN[key].replace(/\{.*\}/g, ''))) expect(messages[key]).not.toBe(EN[key]);
  }
});

test('en-XA is at least 40 % longer, between brackets', async () => {
  const { messages } = await loadLanguage('en-XA');
  expect(messages['welcome.title']).toMatch(/^\[.*\]$/);
  expect(messages['welcome.title'].length).toBeGreaterThanOrEqual(EN['welcome.title'].length * 1.4);
});
