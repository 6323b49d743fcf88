import { describe, expect, test } from 'vitest';
import { readFirmwareText, serialFromKey } from '../../../electron/device/serial.ts';

describe('readFirmwareText', () => {
  test.each([
    ['PF4TX9Q2\n', 'PF4TX9Q2'],
    ['  ThinkPad   X1\tCarbon ', 'ThinkPad X1 Carbon'],
    ['A\u0000B\u0007', 'A B'],
    ['x1'.repeat(100), 'x1'.repeat(64)],
  ])('%j is %j', (raw, text) => expect(readFirmwareText(raw)).toBe(text));

  test.each([
    null,
    undefined,
    '',
    '  \n',
    'To Be Filled By O.E.M.',
    'to be filled by o.e.m.',
    'Default string',
    'System Serial Number',
    'Not Specified',
    'None',
    'N/A',
    '0',
    '00000000',
    '........',
    'FFFFFFFF',
    '123456789',
  ])('%j says nothing', (raw) => expect(readFirmwareText(raw)).toBeNull());
});

describe('serialFromKey', () => {
  test('is short, stable and its own', () => {
    expect(serialFromKey('a')).toMatch(/^LK-[0-9A-F]{8}$/);
    expect(serialFromKey('a')).toBe(serialFromKey('a'));
    expect(serialFromKey('a')).not.toBe(serialFromKey('b'));
  });
});
