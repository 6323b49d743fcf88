import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Draft } from '../../../electron/contract/draft.ts';
import { createDraftFile, DRAFT_FILE, DRAFT_LIFE } from '../../../electron/journal/draft-file.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';

const DRAFT: Draft = {
  version: 1,
  preferences: { language: 'de', textScale: '125', theme: 'dark', motion: 'system', keyboard: 'always' },
  at: 'pass',
  account: 'amal@northwind.example',
};
const WAITING: Draft = {
  ...DRAFT,
  at: 'loop',
  deadEnd: { slug: 'mfa_enrolment_required', gates: [], interval: 5, since: 900 },
};
const WITHOUT_NAME = { ...DRAFT, at: 'welcome', account: null };

/** Resolves when the last draft is on the disk: writing answers nobody. */
async function kept(file: string): Promise<void> {
  await expect.poll(() => JSON.parse(readFileSync(file, 'utf8')), { timeout: 10_000 }).toMatchObject(DRAFT);
}

function place(now: () => number = () => 1000) {
  const folder = temporaryFolder();
  return { folder, file: join(folder, DRAFT_FILE), draft: createDraftFile(folder, now) };
}

test('what was written is read, and is its owner’s alone', async () => {
  const { file, draft, folder } = place();
  draft.write({ ...DRAFT, at: 'network', account: null });
  draft.write(DRAFT);
  await kept(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await createDraftFile(folder, () => 1000).read()).toEqual(DRAFT);
});

test.each([
  ['after an hour', DRAFT_LIFE],
  ['by a clock that was set back', -1],
])('%s the name is not shown; the language stays', async (_when, later) => {
  const { file, draft, folder } = place();
  draft.write(DRAFT);
  await kept(file);
  expect(await createDraftFile(folder, () => 1000 + later).read()).toEqual(WITHOUT_NAME);
});

test('a dead end is kept for an hour, and then nothing is left of it', async () => {
  let now = 1000;
  const { file, draft } = place(() => now);
  draft.write(WAITING);
  await expect
    .poll(() => readFileSync(file, 'utf8'), { timeout: 10_000 })
    .toContain('mfa_enrolment_required');
  expect(await draft.read()).toEqual(WAITING);
  now += DRAFT_LIFE;
  expect(await draft.read()).toEqual(WITHOUT_NAME);
});

test.each([
  ['nothing', ''],
  ['garbage', '{"version":1'],
  ['another version', JSON.stringify({ ...DRAFT, version: 2, savedAt: 1000 })],
  ['no name at all', JSON.stringify({ ...DRAFT, account: '<img src=x>', savedAt: 1000 })],
  ['a name of 10 kB', JSON.stringify({ ...DRAFT, account: `${'x'.repeat(10_000)}@y`, savedAt: 1000 })],
  ['a refusal that there is not', JSON.stringify({ ...WAITING, deadEnd: { slug: 'x' }, savedAt: 1000 })],
  [
    'a dead end of ten thousand policies',
    JSON.stringify({
      ...WAITING,
      deadEnd: { ...WAITING.deadEnd, gates: Array(10_000).fill(1) },
      savedAt: 1000,
    }),
  ],
  ['a member too many', JSON.stringify({ ...DRAFT, savedAt: 1000, pass: 'x' })],
  ['a polluted prototype', '{"__proto__":{"at":"pass"},"savedAt":1000}'],
])('%s is as good as no draft', async (_what, content) => {
  const { file, draft } = place();
  writeFileSync(file, content);
  expect(await draft.read()).toBeNull();
});

test('a folder in its place, or a state folder that takes nothing, stops nothing', async () => {
  const { file, draft } = place();
  mkdirSync(file);
  expect(await draft.read()).toBeNull();
  expect(() => draft.write(DRAFT)).not.toThrow();
  const readOnly = place();
  chmodSync(readOnly.folder, 0o500);
  expect(() => readOnly.draft.write(DRAFT)).not.toThrow();
});

test('a link in its place is replaced, and what it leads to is left alone', async () => {
  const { folder, file, draft } = place();
  const elsewhere = join(folder, 'elsewhere');
  writeFileSync(elsewhere, 'precious');
  symlinkSync(elsewhere, file);
  draft.write(DRAFT);
  await kept(file);
  expect(readFileSync(elsewhere, 'utf8')).toBe('precious');
});
