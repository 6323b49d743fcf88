import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildInfo, sourceDate } from '../../../build/package/build-info.ts';
import { controlFile, debianVersion } from '../../../build/package/deb/control.ts';
import { ROOT } from '../../../build/start/machine.ts';

const VERSIONS = { version: '1.0.0', electron: '45.4.1' };

test('a build is dated by its commit', () => {
  const info = buildInfo(ROOT, VERSIONS, {});
  expect(info.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(info.date).toBe(new Date(sourceDate(ROOT, {}) * 1000).toISOString());
});

test('SOURCE_DATE_EPOCH goes before it, and has to be a number', () => {
  expect(buildInfo(ROOT, VERSIONS, { SOURCE_DATE_EPOCH: '1790000000' }).date).toBe(
    '2026-09-21T14:13:20.000Z',
  );
  expect(() => sourceDate(ROOT, { SOURCE_DATE_EPOCH: 'today' })).toThrow(TypeError);
});

test('outside a repository there is no commit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-none-'));
  expect(buildInfo(folder, VERSIONS, {})).toMatchObject({ commit: null, date: '1970-01-01T00:00:00.000Z' });
  rmSync(folder, { recursive: true });
});

test('Debian’s version sorts releases as they came', () => {
  expect(debianVersion('1.0.0', false)).toBe('1.0.0');
  expect(debianVersion('1.0.0-rc.1', false)).toBe('1.0.0~rc.1');
  expect(debianVersion('1.0.0', true)).toBe('1.0.0~standin');
  expect(() => debianVersion('1.0.0\nDepends: x', false)).toThrow(TypeError);
});

test('a package with Electron asks for what Electron loads, one without says so', () => {
  const of = (standIn: boolean) => controlFile({ version: '1.0.0', arch: 'x64', installedKiB: 1, standIn });
  expect(of(false)).toMatch(/^Depends: .*libgtk-3-0 \| libgtk-3-0t64.*$/m);
  expect(of(true)).not.toContain('libgtk');
  expect(of(true)).toContain('it has no kiosk');
  expect(() => controlFile({ version: '1.0.0', arch: 'ia32', installedKiB: 1, standIn: false })).toThrow(
    TypeError,
  );
});
