import { type PointerEvent, useEffect, useRef } from 'react';
import { useDesk } from '../../desk.ts';

/** How long the mark is held. */
export const HOLD_MS = 5_000;
/** How often Escape is pressed, and within what time. */
const PRESSES = 5;
const WITHIN_MS = 3_000;

/** Which presses of Escape count now: the times of the last few, the new one among them. Pure. */
export function pressesNow(before: readonly number[], at: number): readonly number[] {
  return [...before.filter((time) => at - time < WITHIN_MS), at].slice(-PRESSES);
}

/** Escape five times in three seconds opens the technician panel, on every screen. */
export function useEscapeGesture(): void {
  const { view, send } = useDesk();
  const open = view.technician !== undefined;
  const presses = useRef<readonly number[]>([]);
  useEffect(() => {
    if (open) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.repeat) return;
      presses.current = pressesNow(presses.current, event.timeStamp);
      if (presses.current.length < PRESSES) return;
      presses.current = [];
      send({ type: 'openTechnician' });
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [open, send]);
}

/** Handlers for the mark: held for five seconds it opens the technician panel. */
export function useHold() {
  const { send } = useDesk();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const stop = (): void => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    onPointerDown: (event: PointerEvent): void => {
      if (event.button !== 0) return;
      stop();
      timer.current = setTimeout(() => send({ type: 'openTechnician' }), HOLD_MS);
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
  };
}
