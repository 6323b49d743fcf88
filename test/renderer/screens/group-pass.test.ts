import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bare, caretInGroups, grouped } from '../../../renderer/screens/pass/group-pass.ts';

test.each([
  ['', ''],
  ['7', '7'],
  ['7KQ4', '7KQ4'],
  ['7KQ4m', '7KQ4 m'],
  ['7KQ4mH2v', '7KQ4 mH2v'],
  [' 7K Q4\tmH2v\n', '7KQ4 mH2v'],
  ['7KQ4mH2vX', '7KQ4 mH2v X'],
])('%j is shown as %j', (typed, shown) => {
  expect(grouped(typed)).toBe(shown);
});

test('grouping changes nothing but white space, and twice is as good as once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 48 }), (typed) => {
      expect(bare(grouped(typed))).toBe(bare(typed));
      expect(grouped(grouped(typed))).toBe(grouped(typed));
    }),
  );
});

test.each([
  ['', 0, 0],
  ['7KQ4', 4, 4],
  ['7KQ4m', 5, 6],
  ['7KQ4 mH2v', 9, 9],
  // Something typed into the middle: the caret stays behind it.
  ['7XKQ4 mH2v', 2, 2],
  ['7KQ4X mH2v', 5, 6],
])('the caret of %j at %d goes to %d', (typed, caret, expected) => {
  expect(caretInGroups(typed, caret)).toBe(expected);
});

test('the caret stays behind the same character', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9 ]{0,30}$/), fc.nat(30), (typed, at) => {
      const caret = Math.min(at, typed.length);
      expect(bare(grouped(typed).slice(0, caretInGroups(typed, caret)))).toBe(bare(typed.slice(0, caret)));
    }),
  );
});
