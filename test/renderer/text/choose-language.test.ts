import { expect, test } from 'vitest';
import { chooseLanguage, nearest, offeredLanguages } from '../../../renderer/text/choose-language.ts';

const THERE = ['en', 'de', 'ar'];

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['AR-eg', 'ar'],
  ['tlh', undefined],
  ['', undefined],
])('nearest to %s is %s', (tag, found) => {
  expect(nearest(tag, THERE)).toBe(found);
});

test.each([
  [[], THERE],
  [
    ['ar', 'de-CH', 'de'],
    ['ar', 'de'],
  ],
  [['fr'], THERE],
])('a company that lists %j offers %j', (company, offered) => {
  expect(offeredLanguages(company, THERE)).toEqual(offered);
});

test.each([
  ['system', THERE, ['de-AT', 'en'], 'de'],
  ['system', ['en', 'ar'], ['de', 'ar-EG'], 'ar'],
  ['system', THERE, ['fr'], 'en'],
  ['system', ['de', 'ar'], ['fr'], 'de'],
  ['system', [], ['fr'], 'en'],
  ['ar', ['en', 'de'], ['de'], 'ar'],
])('chosen %s, offered %j, wished %j: %s', (chosen, offered, wishes, language) => {
  expect(chooseLanguage(chosen, offered, wishes)).toBe(language);
});
