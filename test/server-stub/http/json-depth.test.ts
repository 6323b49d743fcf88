import { expect, test } from 'vitest';
import { DEEPEST, isTooDeep } from '../../../server-stub/http/json-depth.ts';

const nested = (depth: number) => `${'{"a":['.repeat(depth / 2)}1${']}'.repeat(depth / 2)}`;

test.each<[string, string, boolean]>([
  ['as deep as may be', nested(DEEPEST), false],
  ['deeper', nested(DEEPEST + 2), true],
  ['wide is not deep', `[${'[],'.repeat(5000)}1]`, false],
  ['brackets in a text are none', JSON.stringify({ a: '['.repeat(500) }), false],
  ['nor after a quote in it', JSON.stringify({ a: `"\\"${'{'.repeat(500)}` }), false],
  ['brackets after a text that ends in a backslash', `${JSON.stringify('\\')}${'['.repeat(500)}`, true],
  ['nothing', '', false],
])('%s', (_what, text, deep) => {
  expect(isTooDeep(text)).toBe(deep);
});
