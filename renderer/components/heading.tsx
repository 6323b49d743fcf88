import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

/** Keys that write: a character without a modifier, or paste. */
function writes({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (altKey) return false;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'v';
  return key.length === 1 && key !== ' ';
}

/**
 * The one h1. It takes the focus when its screen appears, so that a reader begins there; it is mounted anew for each
 * screen and left alone by mere refreshes. Whoever just starts typing means the first empty field: the key goes there.
 */
export function Heading({ children }: { children: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!writes(event)) return;
    // The character is written where the focus is after this event.
    heading.current?.closest('main')?.querySelector<HTMLInputElement>('input[data-entry]')?.focus();
  };
  return (
    <h1 ref={heading} tabIndex={-1} onKeyDown={onKeyDown}>
      {children}
    </h1>
  );
}
