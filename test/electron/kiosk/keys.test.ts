import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALLOWED_KEYS } from '../../../electron/kiosk/key-table.ts';
import { isAllowedKey, isAllowedMouse, type KeyInput, modifiersOf } from '../../../electron/kiosk/keys.ts';

/** `Control+Shift+i` -> what Electron would report. */
function chord(text: string): KeyInput {
  const parts = text.split('+');
  const key = parts.pop() || '+';
  const has = (name: string): boolean => parts.includes(name);
  return { key, shift: has('Shift'), control: has('Control'), alt: has('Alt'), meta: has('Meta') };
}

describe('what types and edits is allowed everywhere', () => {
  const KEYS = [
    'a',
    'Shift+A',
    '7',
    '@',
    'é',
    'ł',
    '漢',
    '😀',
    ' ',
    'Tab',
    'Shift+Tab',
    'Enter',
    'Escape',
    'Backspace',
    'Delete',
    'ArrowLeft',
    'Home',
    'End',
    'PageDown',
    'Dead',
    'Process',
    'Unidentified',
    'HangulMode',
    'Shift',
    'Control',
    'Alt',
    'AltGraph',
    'Meta',
    'CapsLock',
  ];
  test.each(KEYS)('%s', (text) => {
    for (const platform of ['win32', 'linux', 'darwin'] as const)
      expect(isAllowedKey(chord(text), platform)).toBe(true);
  });
});

describe('what leaves, reloads, inspects, prints or zooms is not', () => {
  const KEYS = [
    'F1',
    'F3',
    'F5',
    'F6',
    'F7',
    'F10',
    'F11',
    'F12',
    'Shift+F10',
    'Control+F5',
    'Alt+F4',
    'Control+F4',
    'Control+r',
    'Control+Shift+R',
    'Control+n',
    'Control+t',
    'Control+w',
    'Control+Shift+N',
    'Control+Shift+I',
    'Control+Shift+J',
    'Control+Shift+C',
    'Control+u',
    'Control+p',
    'Control+s',
    'Control+o',
    'Control+f',
    'Control+g',
    'Control+h',
    'Control+j',
    'Control+l',
    'Control+q',
    'Control+d',
    'Control++',
    'Control+-',
    'Control+0',
    'Control+Tab',
    'Control+1',
    'Control+Escape',
    'Control+Shift+Escape',
    'Shift+Escape',
    'Alt+Tab',
    'Alt+ ',
    'Alt+d',
    'Meta+q',
    'Meta+w',
    'Meta+r',
    'Meta+Alt+i',
    'Meta+d',
    'Meta+l',
    'Meta+ ',
    'Meta+Tab',
    'Control+Alt+Delete',
    'Control+Alt+t',
    'BrowserBack',
    'BrowserHome',
    'BrowserRefresh',
    'LaunchMail',
    'LaunchApplication1',
    'ContextMenu',
    'PrintScreen',
    'Help',
    'Power',
    'Sleep',
  ];
  test.each(KEYS)('%s', (text) => {
    for (const platform of ['win32', 'linux', 'darwin'] as const)
      expect(isAllowedKey(chord(text), platform)).toBe(false);
  });
});

test.each(['a', 'c', 'x', 'v', 'z', 'Shift+Z', 'ArrowLeft', 'Shift+ArrowRight', 'Home', 'End', 'Backspace'])(
  'the main modifier and %s edits',
  (rest) => {
    expect(isAllowedKey(chord(`Control+${rest}`), 'win32')).toBe(true);
    expect(isAllowedKey(chord(`Control+${rest}`), 'linux')).toBe(true);
    expect(isAllowedKey(chord(`Meta+${rest}`), 'darwin')).toBe(true);
    expect(isAllowedKey(chord(`Meta+${rest}`), 'linux')).toBe(false);
    expect(isAllowedKey(chord(`Control+Alt+${rest}`), 'win32')).toBe(false);
  },
);

test.each(['@', '€', '{', '\\', 'ł'])('AltGr types %s, as Windows reports it', (key) => {
  expect(isAllowedKey(chord(`Control+Alt+${key}`), 'win32')).toBe(true);
  expect(isAllowedKey(chord(`Control+Alt+${key}`), 'darwin')).toBe(false);
  expect(isAllowedKey(chord(`Meta+Control+Alt+${key}`), 'win32')).toBe(false);
});

test('Option types and moves by words on macOS; Alt+Left is "back" elsewhere', () => {
  expect(isAllowedKey(chord('Alt+@'), 'darwin')).toBe(true);
  expect(isAllowedKey(chord('Alt+ArrowLeft'), 'darwin')).toBe(true);
  expect(isAllowedKey(chord('Alt+ArrowLeft'), 'win32')).toBe(false);
  expect(isAllowedKey(chord('Alt+@'), 'win32')).toBe(false);
});

test('of the mouse, movement and two buttons', () => {
  expect(isAllowedMouse({ type: 'mouseDown', button: 'left' })).toBe(true);
  expect(isAllowedMouse({ type: 'mouseUp', button: 'right' })).toBe(true);
  expect(isAllowedMouse({ type: 'mouseMove', button: 'middle' })).toBe(true);
  expect(isAllowedMouse({ type: 'mouseWheel' })).toBe(true);
  expect(isAllowedMouse({ type: 'mouseDown', button: 'middle' })).toBe(false);
  expect(isAllowedMouse({ type: 'mouseDown', button: 'back' })).toBe(false);
});

test('nothing outside the table passes, whatever a key is called and whatever is held', () => {
  const named = new Set(ALLOWED_KEYS.flatMap(({ keys }) => (typeof keys === 'string' ? [] : keys)));
  const held = { shift: fc.boolean(), control: fc.boolean(), alt: fc.boolean(), meta: fc.boolean() };
  const key = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom(...named));
  const platform = fc.constantFrom<NodeJS.Platform>('win32', 'linux', 'darwin', 'freebsd');
  fc.assert(
    fc.property(fc.record({ key, ...held }), platform, (input, on) => {
      if (!isAllowedKey(input, on)) return;
      const one = [...input.key].length === 1;
      expect(one || named.has(input.key)).toBe(true);
      const modifiers = modifiersOf(input);
      const rows = ALLOWED_KEYS.filter((row) => row.modifiers === 'any' || row.modifiers.includes(modifiers));
      expect(rows.length).toBeGreaterThan(0);
      if (one && input.control && input.meta) expect.unreachable();
    }),
    { numRuns: process.env.CI === 'true' ? 20_000 : 2_000 },
  );
});
