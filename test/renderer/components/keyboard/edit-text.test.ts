import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, eraseText, insertText } from '../../../../renderer/components/keyboard/edit-text.ts';

const caret = (value: string, at = value.length): Entry => ({ value, start: at, end: at });

/** Any text with any selection whose ends lie between characters, as a field has it. */
const entries = fc
  .tuple(
    fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), { maxLength: 12 }),
    fc.nat(),
    fc.nat(),
  )
  .map(([characters, one, other]): Entry => {
    const at = (count: number): number =>
      characters.slice(0, count % (characters.length + 1)).join('').length;
    const [start = 0, end = 0] = [at(one), at(other)].toSorted((a, b) => a - b);
    return { value: characters.join(''), start, end };
  });

test.each([
  [caret('am'), 'al', -1, caret('amal')],
  [caret('aal', 1), 'm', -1, caret('amal', 2)],
  [{ value: 'amal', start: 1, end: 3 }, 'x', -1, caret('axl', 2)],
  [caret('123456'), '7', 6, caret('123456')],
  [{ value: '123456', start: 0, end: 6 }, '7', 6, caret('7')],
  [caret('ab'), 'لا', 3, caret('abل')],
  [caret('ab'), '😀', 3, caret('ab')],
])('into %j, %j with room for %d: %j', (before, text, maxLength, after) => {
  expect(insertText(before, text, maxLength)).toEqual(after);
});

test.each([
  [caret('amal'), caret('ama')],
  [caret('amal', 2), caret('aal', 1)],
  [caret('amal', 0), caret('amal', 0)],
  [{ value: 'amal', start: 1, end: 3 }, caret('al', 1)],
  [caret('a😀'), caret('a')],
  [caret(''), caret('')],
])('from %j: %j', (before, after) => {
  expect(eraseText(before)).toEqual(after);
});

test('what is written stands where the selection was, and nothing else changes', () => {
  fc.assert(
    fc.property(entries, fc.string({ minLength: 1, maxLength: 3 }), (before, text) => {
      const { value, start, end } = insertText(before, text, -1);
      expect(value).toBe(before.value.slice(0, before.start) + text + before.value.slice(before.end));
      expect([start, end]).toEqual([before.start + text.length, before.start + text.length]);
    }),
  );
});

test('a limit holds, whatever is written, and no character is cut in two', () => {
  fc.assert(
    fc.property(
      entries,
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
      fc.nat(16),
      (before, text, room) => {
        const limit = Math.max(room, before.value.length);
        const { value } = insertText(before, text, limit);
        expect(value.length).toBeLessThanOrEqual(limit);
        expect(value.isWellFormed()).toBe((before.value + text).isWellFormed());
      },
    ),
  );
});

test('what was written at a caret is erased again, key by key', () => {
  fc.assert(
    fc.property(
      entries,
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), { maxLength: 6 }),
      (entry, keys) => {
        const before = { ...entry, end: entry.start };
        const characters = [...keys.join('')];
        const written = characters.reduce((now, key) => insertText(now, key, -1), before);
        expect(characters.reduce(eraseText, written)).toEqual(before);
      },
    ),
  );
});
