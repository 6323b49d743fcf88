import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeDeviceName } from '../../../electron/contract/device-name.ts';
import { nameFromTemplate } from '../../../electron/device/name.ts';

test.each([
  ['NW-7F3K2', null],
  ['a', null],
  ['123-4', null],
  ['ABCDEFGHIJKLMNO', null],
  ['', 'missing'],
  ['ABCDEFGHIJKLMNOP', 'too_long'],
  ['amal laptop', 'characters'],
  ['büro', 'characters'],
  ['NW_1', 'characters'],
  ['nw.local', 'characters'],
  ['a\u0000', 'characters'],
  ['-NW', 'hyphen'],
  ['NW-', 'hyphen'],
  ['-', 'hyphen'],
  ['12345', 'digits'],
  ['LocalHost', 'kept'],
  ['system', 'kept'],
] as const)('the name %j: %s', (name, fault) => {
  expect(judgeDeviceName(name)).toBe(fault);
});

test('what the template makes can be kept as it is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 30 }), (fixed, serialNumber) => {
      const name = nameFromTemplate(`LT${fixed}%SERIAL%`, { serialNumber, keyThumbprint: 'thumbprint' });
      expect(judgeDeviceName(name)).toBeNull();
    }),
  );
});
