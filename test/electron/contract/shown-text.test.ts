import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownText } from '../../../electron/contract/shown-text.ts';
import { anyText } from './any-text.ts';

test.each([
  ['as it is', 'Northwind Traders', 'Northwind Traders'],
  ['Arabic and a joined emoji as they are', 'شركة الرياح 👩‍💻', 'شركة الرياح 👩‍💻'],
  ['on one line', ' North\r\n\twind\u2028x ', 'North wind x'],
  ['without what turns a line around', 'North\u202edniw\u2066x', 'Northdniwx'],
  ['without terminal sequences', '\u001b[2J\u001b]0;owned\u0007North', '[2J]0;ownedNorth'],
  ['markup stays text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
])('%s', (_what, text, shown) => {
  expect(shownText(text)).toBe(shown);
});

test('ten thousand characters are cut, and seen to be', () => {
  expect(shownText('A'.repeat(10_000))).toBe(`${'A'.repeat(79)}…`);
  expect(shownText(`a${'\u0301'.repeat(10_000)}`).length).toBeLessThan(20);
  expect(shownText('\u202e'.repeat(10_000))).toBe('…');
});

test('whatever comes in, what goes out is short, one line, and holds no control', () => {
  fc.assert(
    fc.property(anyText(2000), (text) => {
      const shown = shownText(text);
      expect([...new Intl.Segmenter('en').segment(shown)].length).toBeLessThanOrEqual(80);
      expect(shown).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
    }),
  );
});
