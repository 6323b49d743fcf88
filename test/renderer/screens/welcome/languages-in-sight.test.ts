import { expect, test } from 'vitest';
import { languagesInSight } from '../../../../renderer/screens/welcome/languages-in-sight.ts';

const MANY = ['en', 'de', 'ar', 'fr', 'es', 'pl', 'tr'];

test.each([
  [['en', 'de', 'ar'], 'ar', ['en', 'de', 'ar']],
  [MANY, 'en', ['en', 'de', 'ar', 'fr', 'es']],
  [MANY, 'tr', ['en', 'de', 'ar', 'fr', 'tr']],
])('of %j with %s shown, %j are in sight', (languages, now, shown) => {
  expect(languagesInSight(languages, now)).toEqual(shown);
});
