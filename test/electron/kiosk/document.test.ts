import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withTables } from './document.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PAGE = join(ROOT, 'docs/kiosk.md');
const page = () => readFileSync(PAGE, 'utf8');

/** LATCHKEY_DOCS=write writes the tables anew. */
if (process.env.LATCHKEY_DOCS === 'write') writeFileSync(PAGE, withTables(page()));

test('the tables of docs/kiosk.md are those of the code', () => {
  expect(page()).toBe(withTables(page()));
  expect(page().match(/^\| /gm)?.length).toBeGreaterThan(60);
});

test('every file that docs/kiosk.md names exists', () => {
  const named = [...page().matchAll(/`([\w./-]+\.(?:ts|yml|xml|service|conf|plist|txt|json))`/g)].map(
    ([, file]) => file ?? '',
  );
  const places = [
    '',
    'electron',
    'electron/kiosk',
    'build/kiosk',
    'build/kiosk/linux',
    'test/electron/kiosk/rows',
  ];
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((file) => !places.some((place) => existsSync(join(ROOT, place, file))))).toEqual([]);
});
