import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isStale } from '../../../build/vite/stale.ts';

let root: string;

async function put(path: string, seconds: number): Promise<void> {
  const file = join(root, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, '');
  await utimes(file, seconds, seconds);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
  await put('renderer/index.html', 100);
  await utimes(join(root, 'renderer'), 100, 100);
});
afterEach(() => rm(root, { recursive: true }));

test('nothing built yet', () => expect(isStale(root)).toBe(true));

test('only half of it built', async () => {
  await put('out/preload.cjs', 200);
  expect(isStale(root)).toBe(true);
});

test('built after the last change, until the next one', async () => {
  await put('out/preload.cjs', 200);
  await put('out/renderer/index.html', 200);
  expect(isStale(root)).toBe(false);
  await put('renderer/index.html', 300);
  expect(isStale(root)).toBe(true);
});
