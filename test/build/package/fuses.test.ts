import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuseConfig } from '../../../build/package/fuses.ts';
import { makeStandIn } from '../../../build/package/stand-in.ts';
import { FUSES } from '../../../electron/kiosk/fuses.ts';

let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-fuses-'));
  makeStandIn(folder, '45.4.1');
  program = join(folder, 'electron');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every fuse that @electron/fuses knows is a row, and every row is one', () => {
  const known = Object.values(FuseV1Options).filter((value) => typeof value === 'string');
  expect(FUSES.map((row) => row.fuse)).toEqual(known);
});

test.each(['linux', 'darwin', 'win32'] as const)('%s: all nine are set, by demand', (platform) => {
  const config = fuseConfig(platform, true);
  expect(config.strictlyRequireAllFuses).toBe(true);
  expect(Object.keys(config).filter((key) => /^\d+$/.test(key))).toHaveLength(9);
  expect(config[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(platform !== 'linux');
});

test('only an unsigned Mac gets a signature of nobody', () => {
  expect(fuseConfig('darwin', false).resetAdHocDarwinSignature).toBe(true);
  expect(fuseConfig('darwin', true).resetAdHocDarwinSignature).toBe(false);
  expect(fuseConfig('win32', false).resetAdHocDarwinSignature).toBe(false);
});

test('they end up in the binary', async () => {
  await flipFuses(program, fuseConfig('linux', true));
  const wire = await getCurrentFuseWire(program);
  expect(FUSES.map((row) => String.fromCharCode(wire[row.index as FuseV1Options] ?? 0)).join('')).toBe(
    '010001001',
  );
});

test.each(FUSES.map((row) => row.fuse))('without the row %s nothing is packed', async (fuse) => {
  const rows = FUSES.filter((row) => row.fuse !== fuse);
  await expect(flipFuses(program, fuseConfig('linux', true, rows))).rejects.toThrow(
    /strictlyRequireAllFuses/,
  );
});

test('an Electron with a tenth fuse stops the build', async () => {
  const bytes = readFileSync(program).toString('latin1').replace('\u0001\u0009', '\u0001\u000a0');
  const newer = join(folder, 'newer');
  writeFileSync(newer, bytes, 'latin1');
  chmodSync(newer, 0o755);
  await expect(flipFuses(newer, fuseConfig('linux', true))).rejects.toThrow(/10 fuses/);
});

test('a row under a number that is another fuse’s is refused', () => {
  const [first, ...rest] = FUSES;
  if (!first) throw new TypeError('no fuses');
  expect(() => fuseConfig('linux', true, [{ ...first, index: 3 }, ...rest])).toThrow(TypeError);
});
