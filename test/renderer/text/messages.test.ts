import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { REFUSALS } from '../../../electron/contract/refusals.ts';
import { EN } from '../../../renderer/text/en.ts';
import { ENGLISH } from '../../../renderer/text/load-language.ts';
import { textIn } from '../../../renderer/text/translate.ts';

const MESSAGES = Object.entries(EN);

function sentencesOf(message: string): string[] {
  return message
    .replace(/\{\w+, plural,.*?\}\}/g, 'four minutes')
    .split(/[.?;:](?:\s|$)/)
    .filter((sentence) => sentence.trim() !== '');
}

describe('the voice', () => {
  test.each(MESSAGES)('%s has sentences of at most 20 words', (_key, message) => {
    for (const sentence of sentencesOf(message)) {
      expect(sentence.trim().split(/\s+/).length, sentence).toBeLessThanOrEqual(20);
    }
  });

  test.each(MESSAGES)('%s is calm', (_key, message) => {
    expect(message).not.toMatch(/!|\boops\b|please wait|\berror\b|\bfailed\b/i);
  });

  test('what refusals say to people is calm as well', () => {
    for (const { cause, userAction } of Object.values(REFUSALS)) {
      expect(`${cause} ${userAction}`).not.toMatch(/!|\boops\b|please wait/i);
    }
  });
});

test.each(MESSAGES)('%s is a well-formed message', (_key, message) => {
  expect(() => new IntlMessageFormat(message, 'en')).not.toThrow();
});

test('plurals and numbers are formatted', () => {
  const { t } = textIn('en', ENGLISH);
  expect(t('progress.left', { minutes: 1 })).toBe('About 1 minute left');
  expect(t('progress.left', { minutes: 3 })).toBe('About 3 minutes left');
  expect(t('access.percent', { share: 1.25 })).toBe('125%');
});

test('bold parts become elements, never markup', () => {
  const parts = textIn('en', ENGLISH).rich('pass.lead', { name: '<img src=x onerror=alert(1)>' });
  expect(Array.isArray(parts)).toBe(true);
  const bold = (parts as { type?: string; props?: { children: string } }[]).find(
    (part) => part.type === 'strong',
  );
  expect(bold?.props?.children).toBe('<img src=x onerror=alert(1)>');
});
