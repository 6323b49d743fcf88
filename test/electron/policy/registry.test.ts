import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergePolicy } from '../../../electron/policy/merge.ts';
import { parseRegQuery } from '../../../electron/policy/registry.ts';

/* The form that Microsoft documents for `reg query`; not run on Windows. */

const OUTPUT = [
  '',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey',
  '    (Default)    REG_SZ    (value not set)',
  '    Directory    REG_SZ    https://directory.northwind.example/',
  '    cafile    REG_SZ    C:\\Program Files\\Northwind\\ca  2.pem',
  '    AllowOverride    REG_MULTI_SZ    state\\0tcti',
  '',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey\\Authenticators',
  '    Forbid    REG_MULTI_SZ    software',
  '',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey\\Branding',
  '    DisplayName    REG_SZ    Northwind Traders',
  '',
].join('\r\n');

test('values, lists and subkeys become the members that they name, whatever their case', () => {
  const value = parseRegQuery(OUTPUT);
  expect(value).toEqual({
    directory: 'https://directory.northwind.example/',
    caFile: 'C:\\Program Files\\Northwind\\ca  2.pem',
    allowOverride: ['state', 'tcti'],
    authenticators: { forbid: ['software'] },
    branding: { displayName: 'Northwind Traders' },
  });
  expect(mergePolicy([{ source: 'registry', value }]).problems).toEqual([]);
});

test('a subkey of a subkey is an object in it, in whichever order they come', () => {
  const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey\\Branding';
  const logo = [`${key}\\Logo`, '    ViewBox    REG_SZ    0 0 9 9', '    Paths    REG_MULTI_SZ    M0 0h9v9z'];
  const name = [key, '    Accent    REG_SZ    #9c6110'];
  for (const lines of [
    [...name, ...logo],
    [...logo, ...name],
  ]) {
    const value = parseRegQuery(lines.join('\r\n'));
    expect(value).toEqual({
      branding: { accent: '#9c6110', logo: { viewBox: '0 0 9 9', paths: ['M0 0h9v9z'] } },
    });
    expect(mergePolicy([{ source: 'registry', value }]).problems).toEqual([]);
  }
});

test('a type that no member has, and a member that is none, are problems with their names', () => {
  const value = parseRegQuery(
    OUTPUT.replace('    cafile    REG_SZ', '    Vault    REG_DWORD').replace(
      'Directory    REG',
      'Directry    REG',
    ),
  );
  const places = mergePolicy([{ source: 'registry', value }]).problems.map(
    ({ path, sentence }) => path + sentence,
  );
  expect(places.some((text) => text.startsWith('/vault'))).toBe(true);
  expect(places.some((text) => text.includes('"Directry"'))).toBe(true);
});

test('garbage throws nothing, and says no member that it does not name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (garbage) => {
      expect(parseRegQuery(garbage)).toEqual({});
    }),
  );
});
