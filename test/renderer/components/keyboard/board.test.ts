import { expect, test } from 'vitest';
import { afterKey, type Board, boardFor, type Key } from '../../../../renderer/components/keyboard/board.ts';
import { kindOf } from '../../../../renderer/components/keyboard/kind-of.ts';

const A: Key = { does: 'write', text: 'a' };
const SHIFT: Key = { does: 'shift' };
const after = (...keys: readonly Key[]): Board => keys.reduce(afterKey, boardFor('characters'));

test('Shift is for one letter', () => {
  expect(after(SHIFT).shift).toBe('once');
  expect(after(SHIFT, A).shift).toBe('off');
});

test('pressed twice it is held until it is pressed again', () => {
  expect(after(SHIFT, SHIFT, A, A).shift).toBe('locked');
  expect(after(SHIFT, SHIFT, A, SHIFT).shift).toBe('off');
});

test('erasing keeps Shift: whoever slips means the next letter', () => {
  expect(after(SHIFT, { does: 'erase' }).shift).toBe('once');
});

test('signs and letters lead to each other, without Shift', () => {
  expect(after(SHIFT, { does: 'symbols' })).toEqual({ layer: 'symbols', script: 'latin', shift: 'off' });
  expect(after({ does: 'symbols' }, A, { does: 'letters' }).layer).toBe('letters');
});

test('the other script comes with its letters, from the signs too', () => {
  expect(after({ does: 'symbols' }, { does: 'script' })).toEqual({
    layer: 'letters',
    script: 'own',
    shift: 'off',
  });
});

test('words begin in the person’s own letters, everything else in Latin ones', () => {
  expect(boardFor('words').script).toBe('own');
  for (const kind of ['digits', 'address', 'characters'] as const)
    expect(boardFor(kind).script).toBe('latin');
});

test.each([
  [{ inputMode: 'numeric' }, 'digits'],
  [{ inputMode: 'numeric', dir: 'ltr' }, 'digits'],
  [{ inputMode: 'email' }, 'address'],
  [{ inputMode: 'text' }, 'characters'],
  [{}, 'characters'],
  [{ dir: 'auto' }, 'words'],
] as const)('a field with %j is for %s', (hints, kind) => {
  expect(kindOf(hints)).toBe(kind);
});
