import { expect, test } from 'vitest';
import { paceAfter } from '../../../electron/contract/pace.ts';

test.each([
  [-5, 'usual'],
  [0, 'usual'],
  [11.9, 'usual'],
  [12, 'slow'],
  [29.9, 'slow'],
  [30, 'stalled'],
  [86_400, 'stalled'],
  [Number.NaN, 'usual'],
])('%d seconds without an event are %s', (seconds, pace) => {
  expect(paceAfter(seconds)).toBe(pace);
});
