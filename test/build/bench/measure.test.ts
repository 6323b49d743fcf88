import { expect, test } from 'vitest';
import { measure, median } from '../../../build/bench/measure.ts';

test.each([
  [[3], 3],
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

test('both sides take turns, and the first round does not count', async () => {
  const turns: string[] = [];
  const side = (name: string) => async () => void turns.push(name);
  const figure = await measure({ what: 'a', work: side('work'), beside: 'b', bare: side('bare') }, 2);
  expect(turns).toEqual(['work', 'bare', 'work', 'bare', 'work', 'bare']);
  expect(figure).toMatchObject({ what: 'a', beside: 'b' });
  expect(figure.ratio).toBeCloseTo(figure.milliseconds / figure.bareMilliseconds);
});
