import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { useDesk } from '../../desk.ts';
import { Keyboard } from './keyboard.tsx';
import { type Typing, TypingContext } from './typing.ts';
import { type Place, usePlaces } from './use-places.ts';

/** A finger on a field or on its label says that there may be no other keyboard. */
function useTouch(onTouch: () => void): void {
  useEffect(() => {
    const onPointerDown = ({ pointerType, target }: PointerEvent): void => {
      if (pointerType !== 'touch' || !(target instanceof Element)) return;
      if (target.closest('input[data-entry], .field label')) onTouch();
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [onTouch]);
}

/** While ours is shown the system's own would only lie over it. */
function useNoOther(shown: boolean, all: readonly Place[]): void {
  useLayoutEffect(() => {
    if (!shown) return;
    const before = all.map(({ input }) => [input, input.inputMode] as const);
    for (const [input] of before) input.inputMode = 'none';
    return () => {
      for (const [input, mode] of before) input.inputMode = mode;
    };
  }, [shown, all]);
}

/** Around everything that can be typed into: the fields tell of themselves, and the keyboard comes where they are. */
export function WithKeyboard({ children }: { children: ReactNode }): ReactNode {
  const { view, send } = useDesk();
  const { keyboard } = view.preferences;
  const { enrol, cover, here, all, entered, over } = usePlaces();
  const [touched, setTouched] = useState(false);
  useTouch(useMemo(() => () => setTouched(true), []));
  const wanted = keyboard === 'always' || (keyboard === 'touch' && touched);
  const shown = wanted && here !== null;
  useNoOther(shown, all);
  const hide = (): void => {
    setTouched(false);
    if (keyboard === 'always') send({ type: 'setPreferences', keyboard: 'touch' });
  };
  const toggle = (byPointer: boolean): void => {
    if (wanted) {
      hide();
      return;
    }
    send({ type: 'setPreferences', keyboard: 'always' });
    if (byPointer) here?.input.focus({ preventScroll: true });
  };
  const typing: Typing = { wanted, possible: here !== null, toggle, enrol, cover };
  return (
    <TypingContext value={typing}>
      {children}
      {shown &&
        createPortal(<Keyboard place={here} entered={entered} onHide={hide} />, over ?? document.body)}
    </TypingContext>
  );
}
