import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code128, code128Values } from '../../../renderer/components/code-128.ts';

const bits = (widths: readonly number[]) =>
  widths.map((width, index) => (index % 2 === 0 ? '1' : '0').repeat(width)).join('');

describe('vectors that others have published', () => {
  test('values and check character of a word (nuscien/trivial, docs/data/code128)', () => {
    expect(Buffer.from(code128Values('Kingcean')).toString('hex')).toBe('682b494e474345414e406a');
  });

  test.each([
    ['a', 169],
    ['1', 121],
    ['a1', 203],
    ['ab', 301],
  ])('the sum of %s (PDFium, BC_OnedCode128Writer)', (text, sum) => {
    expect(code128Values(text).at(-2)).toBe(sum % 103);
  });

  test('start B and stop as modules (ISO/IEC 15417 table 1)', () => {
    const drawn = bits(code128('0'));
    expect(drawn.slice(0, 22)).toBe('1101001000010011101100');
    expect(drawn.slice(-13)).toBe('1100011101011');
  });
});

test('every symbol is eleven modules, of an even number of dark ones, and unlike every other', () => {
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  const symbols = ascii.map((character) => bits(code128(character)).slice(11, 22));
  expect(new Set(symbols).size).toBe(95);
  for (const symbol of symbols) expect(symbol.replaceAll('0', '').length % 2).toBe(0);
});

test('any pass can be drawn; its length says how wide it is', () => {
  const pass = fc.string({ unit: fc.constantFrom(...'abcXYZ2345679-_'), minLength: 8, maxLength: 48 });
  fc.assert(
    fc.property(pass, (text) => {
      expect(bits(code128(text))).toHaveLength((text.length + 3) * 11 + 2);
    }),
  );
});

test.each(['ä', '\n', '😀'])('%j is in no code set B', (text) => {
  expect(() => code128(text)).toThrow(TypeError);
});
