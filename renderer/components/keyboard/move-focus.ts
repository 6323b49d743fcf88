import type { PlacedKey } from './place-keys.ts';

/** What moves the focus from key to key. */
export type Move = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

const MOVES: ReadonlySet<string> = new Set<Move>([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
]);

export function isMove(key: string): key is Move {
  return MOVES.has(key);
}

const middle = ({ column, span }: PlacedKey): number => column + span / 2;
const lastRowOf = ({ row, tall }: PlacedKey): number => row + tall - 1;

/** The nearest by `distance` among those that `fits`; the one it began at where there is none. */
function nearestTo(
  keys: readonly PlacedKey[],
  from: PlacedKey,
  fits: (to: PlacedKey) => boolean,
  distance: (to: PlacedKey) => number,
): PlacedKey {
  return keys.filter(fits).toSorted((one, other) => distance(one) - distance(other))[0] ?? from;
}

/** Which key has the focus next. The keys lie still in every language, so left is left. Pure. */
export function keyAfter(keys: readonly PlacedKey[], from: PlacedKey, move: Move): PlacedKey {
  const beside = (to: PlacedKey): boolean => to.row <= lastRowOf(from) && lastRowOf(to) >= from.row;
  const across = (to: PlacedKey): number => Math.abs(middle(to) - middle(from));
  // A wide key is as near as the part of it that is nearest.
  const aside = (to: PlacedKey): number => Math.max(0, across(to) - to.span / 2);
  switch (move) {
    case 'ArrowLeft':
      return nearestTo(keys, from, (to) => beside(to) && to.column < from.column, across);
    case 'ArrowRight':
      return nearestTo(keys, from, (to) => beside(to) && to.column > from.column, across);
    case 'ArrowUp':
      return nearestTo(
        keys,
        from,
        (to) => lastRowOf(to) < from.row,
        (to) => (from.row - lastRowOf(to)) * 1000 + aside(to),
      );
    case 'ArrowDown':
      return nearestTo(
        keys,
        from,
        (to) => to.row > lastRowOf(from),
        (to) => (to.row - lastRowOf(from)) * 1000 + aside(to),
      );
    case 'Home':
      return nearestTo(keys, from, beside, (to) => to.column);
    case 'End':
      return nearestTo(keys, from, beside, (to) => -to.column);
  }
}
