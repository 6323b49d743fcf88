import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { helpPages } from '../../../build/help/pages.ts';
import { REFUSALS } from '../../../electron/contract/refusals.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'help');

test('docs/help is what the refusal table says today; npm run help-pages writes it anew', () => {
  const pages = helpPages();
  expect(readdirSync(FOLDER).toSorted()).toEqual(pages.map(({ file }) => file).toSorted());
  for (const { file, text } of pages) expect(readFileSync(join(FOLDER, file), 'utf8'), file).toBe(text);
});

test('every row has a page with its cause and both actions, and a line in the index', () => {
  const pages = new Map(helpPages().map(({ file, text }) => [file, text]));
  const index = pages.get('README.md') ?? '';
  for (const { helpCode, cause, userAction, technicianAction } of Object.values(REFUSALS)) {
    const page = pages.get(`${helpCode}.md`) ?? '';
    for (const sentence of [cause, userAction, technicianAction]) expect(page, helpCode).toContain(sentence);
    expect(index).toContain(`[${helpCode}](${helpCode}.md)`);
  }
});
