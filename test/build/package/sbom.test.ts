import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isAllowedLicence, refusedLicences } from '../../../build/package/licences.ts';
import { packageClosure } from '../../../build/package/packages.ts';
import {
  type Bom,
  electronComponent,
  npmSbom,
  packageSbom,
  type SbomOptions,
} from '../../../build/package/sbom.ts';
import { readLock } from '../../../build/package/stage.ts';
import { ROOT } from '../../../build/start/machine.ts';

const LOCK = readLock(ROOT);
const INFO = {
  version: '0.1.0',
  commit: null,
  changed: false,
  date: '2026-11-22T00:00:00.000Z',
  electron: '45.4.1',
};
const OPTIONS: SbomOptions = {
  root: ROOT,
  info: INFO,
  platform: 'linux',
  arch: 'x64',
  shipped: packageClosure(LOCK, ['got', 'keytar', 'react']),
  standIn: false,
};

describe('the bill of materials', () => {
  let listed: Bom;
  beforeAll(() => {
    listed = npmSbom(ROOT);
  }, 60_000);

  test('names what ships, with its hashes, and nothing that does not', () => {
    const { components } = packageSbom(OPTIONS, listed);
    const names = components.map((found) => found.name);
    expect(names).toEqual(expect.arrayContaining(['got', 'react', 'keyv', 'electron']));
    expect(names.some((name) => name === 'keytar' || name === '@napi-rs/keyring')).toBe(true);
    expect(names).not.toContain('fastify');
    expect(components.filter((found) => !Array.isArray(found.hashes))).toEqual([]);
  });

  test('has Electron’s binary with the checksum that its npm package carries', () => {
    const sums = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/checksums.json'), 'utf8'));
    const electron = packageSbom(OPTIONS, listed).components.find((found) => found.name === 'electron');
    expect(electron?.hashes).toEqual([{ alg: 'SHA-256', content: sums['electron-v45.4.1-linux-x64.zip'] }]);
  });

  test('does not name an Electron that is not there', () => {
    const { components } = packageSbom({ ...OPTIONS, standIn: true }, listed);
    expect(components.map((found) => found.name)).not.toContain('electron');
  });

  test('refuses a version without a checksum', () => {
    expect(() => electronComponent(ROOT, '45.4.0', 'linux', 'x64')).toThrow('no checksum');
  });

  test('is the same for the same commit, and says nothing of where packages were fetched', () => {
    const once = packageSbom(OPTIONS, listed);
    expect(packageSbom(OPTIONS, { ...listed, serialNumber: 'urn:uuid:another' })).toEqual(once);
    expect(once.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(JSON.stringify(once)).not.toContain('"distribution"');
  });

  test('has no edge to what is not in it', () => {
    const { components, dependencies, metadata } = packageSbom(OPTIONS, listed);
    const refs = [metadata.component, ...components].map((found) => found['bom-ref']);
    expect(dependencies.flatMap((edge) => edge.dependsOn ?? []).filter((ref) => !refs.includes(ref))).toEqual(
      [],
    );
  });
});

describe('licences', () => {
  test('all production packages may ship', () => {
    expect(Object.values(LOCK.packages).filter((entry) => entry.dev !== true).length).toBeGreaterThan(100);
    expect(refusedLicences(LOCK)).toEqual([]);
  });

  test('one that may not is named', () => {
    const packages = {
      ...LOCK.packages,
      'node_modules/a': { license: 'GPL-3.0-only' },
      'node_modules/b': {},
    };
    expect(refusedLicences({ ...LOCK, packages })).toEqual([
      'node_modules/a: GPL-3.0-only',
      'node_modules/b: none named',
    ]);
  });

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND Apache-2.0', true],
    ['MIT AND GPL-3.0-only', false],
    ['(MIT OR ISC) AND GPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['', false],
  ])('%j: %s', (expression, allowed) => {
    expect(isAllowedLicence(expression)).toBe(allowed);
  });
});
