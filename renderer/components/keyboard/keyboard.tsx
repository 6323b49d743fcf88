import { type ReactNode, useLayoutEffect } from 'react';
import { useDesk } from '../../desk.ts';
import type { Key } from './board.ts';
import { Keys } from './keys.tsx';
import { scriptsFor } from './layout.ts';
import type { Place } from './use-places.ts';
import { eraseFrom, writeInto } from './write-into.ts';

interface KeyboardProps {
  readonly place: Place;
  readonly entered: boolean;
  readonly onHide: () => void;
}

/** The page makes room, and what is typed into stays in sight above the keys. */
function useRoom({ input, kind }: Place): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.keyboard = kind === 'digits' ? 'digits' : 'letters';
    input.dataset.typed = '';
    keepInSight(input);
    return () => {
      delete dataset.keyboard;
      delete input.dataset.typed;
    };
  }, [input, kind]);
}

/** With its label and its hint where all of that fits. */
function keepInSight(input: HTMLInputElement): void {
  input.closest('.field')?.scrollIntoView({ block: 'nearest' });
  input.scrollIntoView({ block: 'nearest' });
}

/** Keys on the screen, for whoever has no others: a kiosk's own, because the system's cannot be reached there. */
export function Keyboard({ place, entered, onHide }: KeyboardProps): ReactNode {
  const { t, language } = useDesk();
  const { input, kind } = place;
  useRoom(place);
  const press = (key: Key, byPointer: boolean): void => {
    if (key.does === 'hide') onHide();
    else if (key.does === 'enter') input.form?.requestSubmit();
    else {
      // A finger brings the caret to where it writes; whoever walks over the keys stays on them.
      if (byPointer && document.activeElement !== input) input.focus({ preventScroll: true });
      if (key.does === 'write') writeInto(input, entered, key.text);
      if (key.does === 'erase') eraseFrom(input, entered);
      keepInSight(input);
    }
  };
  return (
    <section className="keyboard" aria-label={t('keyboard.label')}>
      <Keys key={`${kind} ${language}`} kind={kind} scripts={scriptsFor(language)} onPress={press} />
    </section>
  );
}
