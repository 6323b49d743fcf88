import { expect, test } from 'vitest';
import { laggingPass } from '../../../server-stub/chaos/lag.ts';
import type { PassRow } from '../../../server-stub/store/tables.ts';

const LAG = { newPassMs: 5000, endedPassMs: 3000 };
const pass = (id: string, created_at: number, deleted_at: number | null = null) =>
  ({ id, created_at, deleted_at, lifetime_minutes: 60 }) as PassRow;
const seen = (passes: PassRow[], now: number) => laggingPass(passes, LAG, now)?.id;

test('a new pass is there once the copies have it, and not a moment before', () => {
  expect(seen([pass('new', 10_000)], 14_999)).toBeUndefined();
  expect(seen([pass('new', 10_000)], 15_000)).toBe('new');
});

test('a pass that was taken back lingers, and then it is gone', () => {
  expect(seen([pass('old', 0, 10_000)], 12_999)).toBe('old');
  expect(seen([pass('old', 0, 10_000)], 13_000)).toBeUndefined();
});

test('of two the newest that the copies know is seen; one that ends goes on for the begun minute', () => {
  const both = [pass('new', 10_000), pass('old', 0, 10_000)];
  expect(seen(both, 11_000)).toBe('old');
  expect(seen(both, 15_000)).toBe('new');
  expect(laggingPass(both, LAG, 15_000)?.lifetime_minutes).toBe(61);
});
