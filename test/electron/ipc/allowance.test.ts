import { expect, test } from 'vitest';
import { BURST, createAllowance, PER_SECOND } from '../../../electron/ipc/allowance.ts';
import { sparingLog } from '../../../electron/ipc/sparing-log.ts';

test('a burst passes, a flood does not, and the allowance grows back', () => {
  let now = 0;
  const allowance = createAllowance(() => now);
  const passed = () => Array.from({ length: 1000 }, allowance).filter(Boolean).length;
  expect(passed()).toBe(BURST);
  now = 2000;
  expect(passed()).toBe(2 * PER_SECOND);
  now = 3_600_000;
  expect(passed()).toBe(BURST);
});

test('a clock that is set back gives nothing and blocks nobody for ever', () => {
  let now = 1_000_000;
  const allowance = createAllowance(() => now);
  while (allowance());
  now = 0;
  expect(allowance()).toBe(false);
  now = 1000;
  expect(allowance()).toBe(true);
});

test('a flood of refusals is ten lines and a number', () => {
  let now = 0;
  const lines: string[] = [];
  const log = sparingLog(
    (line) => void lines.push(line),
    () => now,
  );
  for (let count = 0; count < 5000; count += 1) log('refused');
  expect(lines).toHaveLength(10);
  now = 60_000;
  log('refused');
  expect(lines.slice(10)).toEqual(['4990 more like these', 'refused']);
});
