import { useCallback, useEffect, useState } from 'react';
import type { FieldKind } from './board.ts';
import type { Typing } from './typing.ts';

/** A field that can be typed into now. */
export interface Place {
  readonly input: HTMLInputElement;
  readonly kind: FieldKind;
}

export interface Places extends Pick<Typing, 'enrol' | 'cover'> {
  /** Where keys write: the field that had the focus last, else the first; `null`: nothing can be typed. */
  readonly here: Place | null;
  /** All that can be reached now. */
  readonly all: readonly Place[];
  /** Whether `here` had the focus before. */
  readonly entered: boolean;
  /** The dialog in which the keyboard has to lie, because everything outside of it is inert. */
  readonly over: HTMLDialogElement | null;
}

const without = <Item>(items: readonly Item[], gone: Item): readonly Item[] =>
  items.filter((item) => item !== gone);

/** Knows the fields on the screen and the dialogs over it. */
export function usePlaces(): Places {
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const [dialogs, setDialogs] = useState<readonly HTMLDialogElement[]>([]);
  const [last, setLast] = useState<EventTarget | null>(null);
  const enrol = useCallback((input: HTMLInputElement, kind: FieldKind) => {
    const place = { input, kind };
    setPlaces((before) => [...before, place]);
    // It may have taken the focus before it was known.
    if (document.activeElement === input) setLast(input);
    return () => setPlaces((before) => without(before, place));
  }, []);
  const cover = useCallback((dialog: HTMLDialogElement) => {
    setDialogs((before) => [...before, dialog]);
    return () => setDialogs((before) => without(before, dialog));
  }, []);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLInputElement) setLast(target);
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  const over = dialogs.at(-1) ?? null;
  const all = places.filter(({ input }) => input.closest('dialog') === over);
  const lastPlace = all.find(({ input }) => input === last);
  return { enrol, cover, over, all, here: lastPlace ?? all[0] ?? null, entered: lastPlace !== undefined };
}
