import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ControlRow } from '../../../electron/lockdown/control.ts';
import { CONTROLS } from '../../../electron/lockdown/controls.ts';

const PAGE = join(import.meta.dirname, '../../../docs/lockdown.md');
const page = () => readFileSync(PAGE, 'utf8');
const cell = (text: string) => text.replaceAll('|', '\\|');

function source({ source: from }: ControlRow): string {
  return `\`${cell(from.kind === 'file' ? from.path : from.argv.join(' '))}\``;
}

function table(rows: readonly ControlRow[]): string {
  const lines = rows.map((row) => {
    const means = [
      `enforced: ${row.enforced}`,
      ...(row.partial ? [`partial: ${row.partial}`] : []),
      `missing: ${row.missing}`,
    ];
    return `| \`${row.control}\` | ${row.title} | ${source(row)} | ${cell(means.join(' '))} | ${cell(row.why)} | ${row.escapes.join(' ')} |`;
  });
  return [
    '| control | what | asked with | means | why | against |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

/** The page with its tables as the code has them: what stands between two marks is replaced. */
function withTables(text: string): string {
  return text.replace(
    /(<!-- table (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_whole, begin: string, platform: NodeJS.Platform, end: string) =>
      `${begin}${table(CONTROLS[platform] ?? [])}\n${end}`,
  );
}

/** LATCHKEY_DOCS=write writes the tables anew. */
if (process.env.LATCHKEY_DOCS === 'write') writeFileSync(PAGE, withTables(page()));

test('the tables of docs/lockdown.md are those of the code, every row of every platform', () => {
  expect(page()).toBe(withTables(page()));
  const rows = Object.values(CONTROLS).flat();
  expect(page().match(/^\| `/gm)).toHaveLength(rows.length);
});
