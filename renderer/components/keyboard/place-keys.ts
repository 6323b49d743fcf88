import type { Board, FieldKind, Key } from './board.ts';
import type { Rows, Scripts } from './layout.ts';
import { SYMBOLS } from './symbols.ts';

/** A key and where it lies: rows from 1, columns from 1 and widths in halves of a letter's key. */
export interface PlacedKey {
  readonly key: Key;
  readonly row: number;
  readonly column: number;
  readonly span: number;
  /** How many rows it is high. */
  readonly tall: 1 | 2;
}

export interface Placed {
  readonly keys: readonly PlacedKey[];
  /** Width of all, in halves of a key. */
  readonly columns: number;
}

type Wide = readonly [key: Key, span: number];

const LETTER = 2;
const WIDE = 3;
const write = (text: string): Wide => [{ does: 'write', text }, LETTER];
const keysOf = (row: string): readonly Wide[] => row.split(' ').map(write);
const widthOf = (keys: readonly Wide[]): number => keys.reduce((sum, [, span]) => sum + span, 0);

/** One row, in the middle. */
function inRow(row: number, columns: number, keys: readonly Wide[]): readonly PlacedKey[] {
  let column = Math.floor((columns - widthOf(keys)) / 2) + 1;
  return keys.map(([key, span]) => {
    const placed = { key, row, column, span, tall: 1 } as const;
    column += span;
    return placed;
  });
}

/** Shift and erase take what the letters between them leave. */
function thirdRow(columns: number, letters: string): readonly Wide[] {
  const between = keysOf(letters);
  const span = Math.floor((columns - widthOf(between)) / 2);
  return [[{ does: 'shift' }, span], ...between, [{ does: 'erase' }, span]];
}

function lastRow(columns: number, board: Board, kind: FieldKind, twoScripts: boolean): readonly Wide[] {
  const first: readonly Wide[] = [
    [{ does: board.layer === 'letters' ? 'symbols' : 'letters' }, WIDE],
    ...(twoScripts ? ([[{ does: 'script' }, WIDE]] as const) : []),
    write(kind === 'address' ? '@' : '-'),
  ];
  const last: readonly Wide[] = [
    write('.'),
    ...(kind === 'words' ? [] : ([[{ does: 'enter' }, WIDE]] as const)),
    [{ does: 'hide' }, LETTER],
  ];
  const space = columns - widthOf(first) - widthOf(last);
  return [...first, [{ does: 'write', text: ' ' }, space], ...last];
}

/** As on telephones and cash machines: 1 on top, and what ends an entry beside it. */
const KEYPAD: Placed = {
  columns: 4 * LETTER,
  keys: [
    ...inRow(1, 4 * LETTER, [...keysOf('1 2 3'), [{ does: 'erase' }, LETTER]]),
    ...inRow(2, 4 * LETTER, [...keysOf('4 5 6'), [{ does: 'hide' }, LETTER]]),
    ...inRow(3, 3 * LETTER, keysOf('7 8 9')),
    { key: { does: 'enter' }, row: 3, column: 3 * LETTER + 1, span: LETTER, tall: 2 },
    { key: { does: 'write', text: '0' }, row: 4, column: 1, span: 3 * LETTER, tall: 1 },
  ],
};

/** The keys that a board shows, in the order in which they are read: row by row, left to right. Pure. */
export function placeKeys(board: Board, kind: FieldKind, scripts: Scripts): Placed {
  if (kind === 'digits') return KEYPAD;
  const { plain, shifted } = board.layer === 'symbols' ? SYMBOLS : scripts[board.script];
  const rows: Rows = board.shift === 'off' ? plain : shifted;
  const columns = LETTER * Math.max(...plain.map((row) => row.split(' ').length));
  const [digits, upper, middle, lower] = rows;
  const placed = [
    keysOf(digits),
    keysOf(upper),
    keysOf(middle),
    thirdRow(columns, lower),
    lastRow(columns, board, kind, scripts.own !== scripts.latin),
  ];
  return { columns, keys: placed.flatMap((keys, index) => inRow(index + 1, columns, keys)) };
}
