import { expect, test } from 'vitest';
import { clockTime, countdownTime, minutesOf } from '../../../renderer/text/moment.ts';

test.each([
  [0, '0:00'],
  [-4, '0:00'],
  [0.2, '0:01'],
  [9, '0:09'],
  [270, '4:30'],
  [3725, '1:02:05'],
])('%d seconds run down from %s', (seconds, shown) => {
  expect(countdownTime(seconds)).toBe(shown);
});

test.each([
  [5, 1],
  [89, 1],
  [90, 2],
  [230, 4],
])('%d seconds are about %d minutes', (seconds, minutes) => {
  expect(minutesOf(seconds)).toBe(minutes);
});

test('clock time has no seconds and no AM', () => {
  expect(clockTime(Date.UTC(2026, 10, 22, 22, 2) / 1000, 'en')).toMatch(/^\d\d:\d\d$/);
});
