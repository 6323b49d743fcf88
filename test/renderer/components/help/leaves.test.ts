import { expect, test } from 'vitest';
import { collectReport } from '../../../../electron/diagnostics/collect.ts';
import { leavesOf } from '../../../../renderer/components/help/leaves.ts';
import { SOURCES } from '../../../electron/diagnostics/sources.ts';

const REPORT = collectReport(SOURCES);

/** Every word and number in it, wherever. */
function wordsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(wordsIn);
}

test('nothing that would be sent is missing from the lines', () => {
  const shown = leavesOf(REPORT).map(({ name, value }) => `${name} ${value}`);
  const words = wordsIn(REPORT);
  expect(words.length).toBeGreaterThan(60);
  for (const word of words)
    expect(
      shown.some((line) => line.includes(word)),
      word,
    ).toBe(true);
});

test('what a later version puts into it is shown as well, however deep', () => {
  const later = { ...REPORT, machine: { ...REPORT.machine, extra: { deep: [{ new: 'unforeseen' }] } } };
  expect(leavesOf(later)).toContainEqual({
    section: 'machine',
    name: 'extra.deep',
    value: 'new unforeseen',
  });
});

test('an empty list says that it is empty', () => {
  const bare = { ...REPORT, timeline: [] };
  expect(leavesOf(bare)).toContainEqual({ section: 'timeline', name: '-', value: '-' });
});
