import { describe, expect, test } from 'vitest';
import { boardFor, type FieldKind } from '../../../../renderer/components/keyboard/board.ts';
import { scriptsFor } from '../../../../renderer/components/keyboard/layout.ts';
import { isMove, keyAfter, type Move } from '../../../../renderer/components/keyboard/move-focus.ts';
import { type PlacedKey, placeKeys } from '../../../../renderer/components/keyboard/place-keys.ts';

const MOVES: readonly Move[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];
const nameOf = ({ key }: PlacedKey): string => (key.does === 'write' ? key.text : key.does);

function walk(kind: FieldKind, from: string, ...moves: readonly Move[]): string {
  const { keys } = placeKeys(boardFor(kind), kind, scriptsFor('en'));
  const first = keys.find((placed) => nameOf(placed) === from);
  if (!first) throw new TypeError(`no key ${from}`);
  return nameOf(moves.reduce((placed, move) => keyAfter(keys, placed, move), first));
}

test.each([
  ['characters', 'q', ['ArrowRight'], 'w'],
  ['characters', 'q', ['ArrowLeft'], 'q'],
  ['characters', 'p', ['ArrowRight'], 'p'],
  ['characters', 'g', ['ArrowUp'], 't'],
  ['characters', '1', ['ArrowUp'], '1'],
  ['characters', 'b', ['ArrowDown'], ' '],
  ['characters', 'g', ['Home'], 'a'],
  ['characters', 'g', ['End'], 'l'],
  ['characters', '0', ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'], 'hide'],
  ['digits', '0', ['ArrowRight'], 'enter'],
  ['digits', '9', ['ArrowRight'], 'enter'],
  ['digits', 'enter', ['ArrowUp'], 'hide'],
  ['digits', 'enter', ['ArrowLeft'], '9'],
  ['digits', '8', ['ArrowDown'], '0'],
] as const)('on %s, from %s %j leads to %s', (kind, from, moves, to) => {
  expect(walk(kind, from, ...moves)).toBe(to);
});

describe.each(['en', 'de', 'ar'])('in %s', (language) => {
  test.each(['digits', 'address', 'characters', 'words'] as const)(
    'every key of %s can be walked to',
    (kind) => {
      const { keys } = placeKeys(boardFor(kind), kind, scriptsFor(language));
      const reached = new Set(keys.slice(0, 1));
      for (const placed of reached) for (const move of MOVES) reached.add(keyAfter(keys, placed, move));
      expect(keys.filter((placed) => !reached.has(placed)).map(nameOf)).toEqual([]);
    },
  );
});

test('only what moves is a move', () => {
  expect(MOVES.every(isMove)).toBe(true);
  for (const key of ['Enter', 'Tab', ' ', 'a', 'Escape']) expect(isMove(key)).toBe(false);
});
