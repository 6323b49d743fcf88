import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { icns, ico } from '../../../build/icons/containers.ts';
import { ROOT } from '../../../build/start/machine.ts';

const read = (path: string) => readFileSync(join(ROOT, 'build/icons', path));
const png = (pixels: number) => ({ pixels, png: read(`linux/${pixels}x${pixels}.png`) });

test('the committed Windows icon is made of the committed pictures', () => {
  expect(ico([16, 32, 48, 64, 128, 256].map(png)).equals(read('latchkey.ico'))).toBe(true);
});

test('an .icns says its length, and each picture is inside under Apple’s name', () => {
  const made = icns([32, 128, 256].map(png));
  expect(made.toString('latin1', 0, 4)).toBe('icns');
  expect(made.readUInt32BE(4)).toBe(made.length);
  for (const type of ['ic11', 'ic07', 'ic08', 'ic13']) expect(made.includes(type)).toBe(true);
});

test('a size that Apple does not know is left out', () => {
  expect(icns([png(16)])).toHaveLength(8);
});
