import type { Scripts } from './layout.ts';

/** What a field takes, which is what the keyboard offers for it. */
export type FieldKind =
  /** A PIN or a code of digits. */
  | 'digits'
  /** A name with a domain: @ and the full stop are in reach. */
  | 'address'
  /** Passes, passwords: Latin letters first, in every language. */
  | 'characters'
  /** Words of the person's own language; nothing to send. */
  | 'words';

export type Key =
  | { readonly does: 'write'; readonly text: string }
  | { readonly does: 'erase' | 'shift' | 'enter' | 'hide' }
  /** To the signs, back to the letters, and to the letters of the other script. */
  | { readonly does: 'symbols' | 'letters' | 'script' };

/** Which keys are shown. */
export interface Board {
  readonly layer: 'letters' | 'symbols';
  readonly script: keyof Scripts;
  readonly shift: 'off' | 'once' | 'locked';
}

/** How the keyboard begins in a field. */
export function boardFor(kind: FieldKind): Board {
  return { layer: 'letters', script: kind === 'words' ? 'own' : 'latin', shift: 'off' };
}

/** Twice is held until it is pressed again. Without a time within which: not everybody presses quickly. */
const NEXT_SHIFT = { off: 'once', once: 'locked', locked: 'off' } as const;

/** What is shown after a key was pressed. Pure. */
export function afterKey(board: Board, key: Key): Board {
  switch (key.does) {
    case 'write':
      return board.shift === 'once' ? { ...board, shift: 'off' } : board;
    case 'shift':
      return { ...board, shift: NEXT_SHIFT[board.shift] };
    case 'symbols':
    case 'letters':
      return { ...board, layer: key.does, shift: 'off' };
    case 'script':
      return { layer: 'letters', script: board.script === 'own' ? 'latin' : 'own', shift: 'off' };
    case 'erase':
    case 'enter':
    case 'hide':
      return board;
  }
}
