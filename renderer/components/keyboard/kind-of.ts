import type { FieldKind } from './board.ts';

/** What the keyboard has to know of a field: what it says to keyboards of systems too, and which way it runs. */
interface Hints {
  readonly inputMode?: string | undefined;
  readonly dir?: string | undefined;
}

/** A field that runs as its text does is for words; all others run left to right, and what they hold is Latin. Pure. */
export function kindOf({ inputMode, dir }: Hints): FieldKind {
  if (inputMode === 'numeric') return 'digits';
  if (inputMode === 'email') return 'address';
  return dir === 'auto' ? 'words' : 'characters';
}
