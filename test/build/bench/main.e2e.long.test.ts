import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from '../../../build/start/machine.ts';

const bench = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, 'build', 'bench', 'main.ts'), ...args]);

test('npm run bench: a line of JSON with a ratio for each figure, and what was not measured', async () => {
  const { stdout } = await bench('--rounds', '1', '--rows', '500', '--json');
  const { rounds, figures, listing, paint, notMeasured } = JSON.parse(stdout);
  expect(rounds).toBe(1);
  const whats = figures.map(({ what }: { what: string }) => what);
  expect(whats).toEqual(expect.arrayContaining(['software create', 'software sign']));
  for (const { ratio, milliseconds } of figures) {
    expect(ratio).toBeGreaterThan(0);
    expect(milliseconds).toBeGreaterThan(0);
  }
  expect(listing).toMatchObject({ large: { users: 50, signIns: 500 }, small: { users: 1, signIns: 5 } });
  expect(listing.figures).toHaveLength(6);
  for (const { p99, ratio } of listing.figures) expect([p99 > 0, ratio > 0]).toEqual([true, true]);
  const seen = notMeasured.some((text: string) => text.startsWith('the first screen'));
  if (paint !== null) {
    for (const { what, ratio } of paint.figures) expect(ratio, what).toBeGreaterThan(0);
    expect(paint.figures).toHaveLength(4);
    // The goal of the project: less than 200 KB.
    expect(paint.gzipBytes).toBeLessThan(200_000);
  }
  expect(paint === null).toBe(seen);
  expect(whats.includes('tpm sign') || notMeasured.some((text: string) => text.startsWith('tpm'))).toBe(true);
}, 60_000);

test('wrong arguments end with 2 and the usage', async () => {
  await expect(bench('--rounds', 'many')).rejects.toMatchObject({ code: 2 });
});
