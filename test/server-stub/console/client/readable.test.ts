import { expect, test } from 'vitest';
import { readAnswer } from '../../../../server-stub/console/client/readable.ts';

test('a name cannot turn the line around that it stands in, however deep it comes', () => {
  const text = JSON.stringify({ value: [{ displayName: 'Amal \u202Egnp.exe\u2066' }] });
  expect(readAnswer(text)).toEqual({ value: [{ displayName: 'Amal \uFFFDgnp.exe\uFFFD' }] });
});

test('names of all scripts stay as they are, with the marks that Arabic and Hebrew are typed with', () => {
  const names = ['Jon Sørensen', 'أمل حداد', 'שרה\u200F', '山田 太郎', 'line\nbreak'];
  expect(readAnswer(JSON.stringify(names))).toEqual(names);
});
