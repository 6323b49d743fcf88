import { expect, test } from 'vitest';
import { pressesNow } from '../../../../renderer/screens/technician/use-gesture.ts';

const after = (times: readonly number[]) =>
  times.reduce<readonly number[]>((before, at) => pressesNow(before, at), []).length;

test('five presses within three seconds count together, slower ones do not', () => {
  expect(after([0, 700, 1_400, 2_100, 2_800])).toBe(5);
  expect(after([0, 800, 1_600, 2_400, 3_200])).toBeLessThan(5);
  expect(after([0, 100, 200, 300])).toBe(4);
  expect(after([0, 0, 0, 0, 0, 0, 0])).toBe(5);
});
