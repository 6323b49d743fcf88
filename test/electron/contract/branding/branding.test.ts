import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Branding,
  layBranding,
  readBranding,
  readMarkPath,
  readName,
  readViewBox,
} from '../../../../electron/contract/branding/branding.ts';
import { isPathData } from '../../../../electron/contract/branding/path-data.ts';
import { tellBranding } from '../../../../electron/contract/branding/tell-branding.ts';
import { DEMO } from '../../../../server-stub/seed/demo.ts';

const LOGO = { viewBox: '0 0 28 28', paths: ['#ffd28a M2 2L26 2 14 26Z', 'M0 0h4v4H0z'] };

describe('path data', () => {
  test.each([
    'M14 1a13 13 0 1 1 0 26 13 13 0 0 1 0-26Z',
    'm0 0c1-1 2 .5 3e1 4S1 2 3 4q0 1 2 3t4 5',
    'M0,0 L1,1 H2 V3 Z M4 4',
    'M1 1a1 1 0 01.5.5z',
  ])('%s is drawn', (d) => expect(isPathData(d)).toBe(true));

  test.each([
    ['', 'nothing'],
    ['L1 1', 'does not begin with a move'],
    ['M1', 'a number is missing'],
    ['M1 1 L', 'no numbers'],
    ['M1 1 X2 2', 'no such command'],
    ['M1 1Z5', 'a number after the end'],
    ['M1 1a1 1 0 2 1 3 3', 'a flag that is none'],
    ['M1 1L1e9 1', 'out of range'],
    ['M1 1L999999 1', 'out of range'],
    ['M1 1"/><script>alert(1)</script>', 'markup'],
    ['M1 1 url(#x)', 'a reference'],
    ['M1 1\n', 'a line end'],
  ])('%j is not: %s', (d) => expect(isPathData(d)).toBe(false));

  test('no text of any kind takes long or throws', () => {
    fc.assert(fc.property(fc.string({ maxLength: 64 }), (d) => void isPathData(d)));
    expect(isPathData(`M0 0${'a1 1 0 0 1'.repeat(400)}`)).toBe(false);
  });
});

test.each([
  ['0 0 28 28', { width: 28, height: 28 }],
  ['0 0 168 28', { width: 168, height: 28 }],
  ['0 0 169 28', null],
  ['0 0 10 21', null],
  ['0 0 0 0', null],
  ['0 0 28 28 1', null],
  ['-1 0 28 28', null],
  ['0 0 28.5 28', null],
])('a view box of %j is %j', (box, read) => expect(readViewBox(box)).toEqual(read));

test('a shape has its colour before it, or none', () => {
  expect(readMarkPath('#ffd28a M0 0h1z')).toEqual({ colour: '#ffd28a', d: 'M0 0h1z' });
  expect(readMarkPath('M0 0h1z')).toEqual({ d: 'M0 0h1z' });
  for (const line of ['red M0 0h1z', 'url(#a) M0 0', '#fff M0 0h1z', '#ffd28a M0 0h1z #ffd28a M0 0']) {
    expect(readMarkPath(line)).toBeNull();
  }
});

test('hostile branding loses the members that cannot be used, and keeps the others', () => {
  const read = readBranding({
    displayName: 'Northwind\u202edniwhtroN',
    accent: 'expression(alert(1))',
    accentDark: '#FFCC00',
    night: 'var(--paper)',
    logo: { ...LOGO, onload: 'alert(1)' },
    script: 'alert(1)',
  });
  expect(read).toEqual({ accentDark: '#FFCC00' });
  expect(readBranding({ logo: LOGO })).toEqual({ logo: LOGO });
  for (const nonsense of [null, undefined, 7, 'x', [], [LOGO]]) expect(readBranding(nonsense)).toEqual({});
  expect(readBranding({ logo: { viewBox: '0 0 9 9', paths: Array(9).fill('M0 0h1z') } })).toEqual({});
  expect(readBranding({ logo: { viewBox: '0 0 9 9', paths: [`M0 0${'h1'.repeat(4096)}`] } })).toEqual({});
});

test('whatever arrives, what is kept is branding', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (value) => {
      expect(Branding.safeParse(readBranding(value)).success).toBe(true);
    }),
  );
});

test.each([
  ['Northwind', 'Northwind'],
  ['  North\n\twind  ', 'North wind'],
  ['\u202eNorthwind\u2066', 'Northwind'],
  ['شركة الشمال', 'شركة الشمال'],
  ['نرم\u200cافزار', 'نرم\u200cافزار'],
  ['\u0000\u200b\ufeff', null],
  ['', null],
  [`${'N'.repeat(70)}`, `${'N'.repeat(63)}…`],
  [`Z${'\u0301'.repeat(50)}`, `Z${'\u0301'.repeat(4)}`],
])('the name %j stands there as %j', (given, shown) => expect(readName(given)).toBe(shown));

test('what the machine’s owner says comes first, member by member', () => {
  expect(layBranding({ accent: '#111111', night: '#222222' }, { accent: '#333333' })).toEqual({
    accent: '#333333',
    night: '#222222',
  });
});

test('whoever chose a colour that cannot stay hears which, and what is shown', () => {
  expect(tellBranding({ accent: '#9c6110' })).toEqual([]);
  const told = tellBranding({
    accent: '#ffd400',
    accentDark: '#001040',
    night: '#88bbee',
    logo: { viewBox: '0 0 9 9', paths: ['#111111 M0 0h9v9z'] },
  });
  expect(told).toHaveLength(4);
  expect(told[0]).toMatch(/^accent #ffd400 could not be read on light screens and is shown there as #/);
  expect(told[1]).toMatch(/^accentDark #001040/);
  expect(told[2]).toMatch(/^night #88bbee is too light/);
  expect(told[3]).toMatch(/^logo\.paths\[0\] #111111/);
});

test('the demo company’s own branding needs no correction', () => {
  const profile = DEMO.policies?.find(({ kind }) => kind === 'profile')?.payload;
  const branding = Branding.parse(profile?.branding);
  expect(branding.logo?.paths.length).toBeGreaterThan(0);
  expect(tellBranding(branding)).toEqual([]);
});
