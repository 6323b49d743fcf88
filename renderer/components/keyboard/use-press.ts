import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';
import type { Key } from './board.ts';

/** How long erase is held until it goes on by itself, and how often it does then, in milliseconds. */
const HOLD_MS = 500;
const AGAIN_MS = 70;

/**
 * Keys that change what lies under the finger act when it is lifted: else the lifting would press whatever has come there.
 * The others act at once, as keys do, so that two fingers can follow each other quickly.
 */
const WHEN_LIFTED: ReadonlySet<Key['does']> = new Set(['enter', 'hide']);

/** Handlers of one key. Erase repeats while it is held. */
export function usePress(key: Key, onPress: (key: Key, byPointer: boolean) => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const down = useRef<Key['does'] | null>(null);
  const latest = useRef(onPress);
  useEffect(() => {
    latest.current = onPress;
  });
  const stop = (): void => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const repeat = (): void => {
    latest.current(key, true);
    timer.current = setTimeout(repeat, AGAIN_MS);
  };
  return {
    // The focus stays in the field.
    onMouseDown: (event: MouseEvent): void => event.preventDefault(),
    onPointerDown: (event: PointerEvent): void => {
      if (event.button !== 0) return;
      stop();
      down.current = key.does;
      if (WHEN_LIFTED.has(key.does)) return;
      onPress(key, true);
      if (key.does === 'erase') timer.current = setTimeout(repeat, HOLD_MS);
    },
    // A finger that rests on a key means the key.
    onContextMenu: (event: MouseEvent): void => event.preventDefault(),
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    onClick: (event: MouseEvent): void => {
      // A click without a pointer comes from Enter, the space bar or a reader.
      const byPointer = event.detail > 0;
      const lifted = WHEN_LIFTED.has(key.does) && down.current === key.does;
      down.current = null;
      if (!byPointer || lifted) onPress(key, byPointer);
    },
  };
}
