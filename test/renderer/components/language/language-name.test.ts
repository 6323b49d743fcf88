import { expect, test } from 'vitest';
import { findLanguages, languageName } from '../../../../renderer/components/language/language-name.ts';

const THERE = ['en', 'de', 'ar', 'fr', 'pt-BR'];

test('languages are called as their speakers call them', () => {
  expect(THERE.slice(0, 4).map((code) => languageName(code))).toEqual([
    'English',
    'Deutsch',
    'العربية',
    'Français',
  ]);
});

test.each([
  ['', THERE],
  ['  ', THERE],
  ['deu', ['de']],
  ['GERMAN', ['de']],
  ['عرب', ['ar']],
  ['arab', ['ar']],
  ['francais', ['fr']],
  ['brazil', ['pt-BR']],
  ['pt', ['pt-BR']],
  ['eutsch', []],
  ['(', []],
  ['klingon', []],
])('%j finds %j', (typed, found) => {
  expect(findLanguages(THERE, typed)).toEqual(found);
});
