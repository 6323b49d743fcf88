import { createContext, type RefObject, useContext, useEffect } from 'react';
import type { FieldKind } from './board.ts';

/** What screens and panels tell the keyboard, and what it tells them. */
export interface Typing {
  /** The person wants it: it is there wherever something can be typed. */
  readonly wanted: boolean;
  /** There is a field that can be typed into now. */
  readonly possible: boolean;
  /** @param byPointer the caret goes to the field at once; whoever uses keys stays where they are */
  toggle(byPointer: boolean): void;
  /** A field is there; gives back how to say that it is gone. */
  enrol(input: HTMLInputElement, kind: FieldKind): () => void;
  /** A modal dialog lies over everything; gives back how to say that it is shut. */
  cover(dialog: HTMLDialogElement): () => void;
}

/** Absent on pages without a keyboard of their own, such as the directory's. */
export const TypingContext = createContext<Typing | null>(null);

/** Tells the keyboard of a field. */
export function useTypedInto(field: RefObject<HTMLInputElement | null>, kind: FieldKind): void {
  const enrol = useContext(TypingContext)?.enrol;
  useEffect(() => (field.current ? enrol?.(field.current, kind) : undefined), [enrol, field, kind]);
}

/** Tells the keyboard of a modal dialog: what lies under it cannot be typed into, and the keyboard has to lie inside. */
export function useTypedOver(dialog: RefObject<HTMLDialogElement | null>): void {
  const cover = useContext(TypingContext)?.cover;
  useEffect(() => (dialog.current ? cover?.(dialog.current) : undefined), [cover, dialog]);
}
