import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterTime,
  countTry,
  FIRST_WAIT,
  FREE_TRIES,
  LONGEST_WAIT,
  NO_TRIES,
  type TechnicianTries,
  waitAfter,
} from '../../../electron/technician/tries.ts';

const waiting = (failures: number, directoryNow: number | null = null): TechnicianTries => {
  let tries = NO_TRIES;
  for (let made = 0; made < failures; made += 1) tries = countTry(tries, directoryNow);
  return tries;
};

test('the first guesses are free, then each doubles the wait, up to an hour', () => {
  const waits = Array.from({ length: 14 }, (_, failures) => waitAfter(failures));
  expect(waits).toEqual([0, 0, 0, 0, 0, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  expect(waitAfter(10_000)).toBe(LONGEST_WAIT);
});

test('a wait runs by the steady clock, and never backwards', () => {
  const tries = waiting(FREE_TRIES);
  expect(tries.waitLeft).toBe(FIRST_WAIT);
  expect(afterTime(tries, 45, null).waitLeft).toBe(15);
  expect(afterTime(tries, -45, null).waitLeft).toBe(FIRST_WAIT);
  expect(afterTime(tries, 60, null).waitLeft).toBe(0);
});

test('the directory’s time ends a wait that the machine slept through', () => {
  const tries = waiting(FREE_TRIES, 1_000);
  expect(afterTime(tries, 0, 1_030).waitLeft).toBe(30);
  expect(afterTime(tries, 0, 1_060).waitLeft).toBe(0);
});

test('a directory that is reached later takes the wait over as it stands', () => {
  const known = afterTime(waiting(FREE_TRIES), 20, 5_000);
  expect(known).toMatchObject({ waitLeft: 40, waitUntil: 5_040 });
  expect(afterTime(known, 0, 5_040).waitLeft).toBe(0);
});

test('no order of times makes a wait longer, and only time ends it', () => {
  const times = fc.array(
    fc.tuple(
      fc.integer({ min: -500, max: 500 }),
      fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null }),
    ),
  );
  fc.assert(
    fc.property(fc.integer({ min: FREE_TRIES, max: 20 }), times, (failures, steps) => {
      let tries = waiting(failures);
      for (const [elapsed, directory] of steps) {
        const next = afterTime(tries, elapsed, directory);
        expect(next.waitLeft).toBeLessThanOrEqual(tries.waitLeft);
        expect(next.failures).toBe(failures);
        tries = next;
      }
    }),
  );
});
