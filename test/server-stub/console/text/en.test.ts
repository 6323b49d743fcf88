import { expect, test } from 'vitest';
import { EN } from '../../../../server-stub/console/text/en.ts';
import { COMMON } from '../../../../server-stub/console/text/everywhere.ts';

/** Every plain sentence, with the way to it. */
function sentences(of: object, path: string): [string, string][] {
  return Object.entries(of).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[`${path}.${name}`, value]];
    return typeof value === 'object' && value !== null ? sentences(value, `${path}.${name}`) : [];
  });
}

const ALL = [...sentences(EN, 'EN'), ...sentences(COMMON, 'COMMON')];

test('no sentence has more than 20 words, so that it can be translated', () => {
  const long = ALL.filter(([, text]) =>
    text.split(/[.?:;]\s/).some((sentence) => sentence.split(/\s+/).length > 20),
  );
  expect(ALL.length).toBeGreaterThan(200);
  expect(long).toEqual([]);
});

test('nobody is shouted at or blamed', () => {
  expect(ALL.filter(([, text]) => /!|oops|please wait|invalid|you failed/i.test(text))).toEqual([]);
});
