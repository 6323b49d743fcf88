import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../renderer/theme');
/** Mirrors what nothing else can: gradients have no logical direction. */
const MIRROR = 'right-to-left.css';

/** Declarations that would stay where they are when the layout is mirrored. */
function physical(css: string): readonly string[] {
  const declarations = css.replace(/\/\*[\s\S]*?\*\//g, '').match(/[\w-]+\s*:[^;{}]+;/g) ?? [];
  return declarations.filter((declaration) => {
    const [property = '', value = ''] = declaration
      .replace(';', '')
      .split(/:(.*)/s)
      .map((part) => part.trim());
    if (/(^|-)(left|right)$/.test(property)) return true;
    if (/^(text-align|float|clear)$/.test(property)) return /\b(left|right)\b/.test(value);
    if (!/^(margin|padding|inset|border-(width|color|style))$/.test(property)) return false;
    // Four values: the second is right, the fourth left.
    const values = value.match(/(?:[^\s(]|\([^)]*\))+/g) ?? [];
    return values.length === 4 && values[1] !== values[3];
  });
}

test('no rule of the theme knows left from right', async () => {
  let read = 0;
  for await (const file of glob('*.css', { cwd: ROOT })) {
    read += 1;
    if (file !== MIRROR) expect(physical(readFileSync(join(ROOT, file), 'utf8')), file).toEqual([]);
  }
  expect(read).toBeGreaterThan(15);
});

test.each([
  ['a { margin-left: 1px; }', 1],
  ['a { margin: 0 0 0 auto; }', 1],
  ['a { text-align: right; }', 1],
  ['a { left: 0; }', 1],
  ['a { margin: 0 auto; padding-inline: 1px 2px; text-align: start; }', 0],
  ['a { padding: calc(1px + 2px) 1px 0 1px; }', 0],
])('%j has %d', (css, count) => {
  expect(physical(css)).toHaveLength(count);
});
