import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildConsole, consoleIsStale } from '../../../build/console/build.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('two that build at once leave one whole set of pages, and nothing beside it', {
  timeout: 120_000,
}, async () => {
  const pages = join(folder, 'console');
  await Promise.all([buildConsole(pages), buildConsole(pages)]);
  expect(consoleIsStale(pages)).toBe(false);
  expect(readdirSync(folder)).toEqual(['console']);
  await buildConsole(pages);
  expect(readdirSync(folder)).toEqual(['console']);
});
