import { useEffect, useRef } from 'react';
import type { Scan } from '../../electron/contract/pass-entry/scan.ts';
import { NO_BURST, pause, press, SCANNER_GAP, type Scanned, type Verdict } from './burst.ts';
import { judgeScan } from './judge-scan.ts';

/** What was scanned, and where it was typed meanwhile. */
export interface Scanning {
  /** `null`: no code of ours; `text` is what it says. */
  readonly scan: Scan | null;
  readonly text: string;
  readonly suffix: Scanned['suffix'];
  /** The field that has the focus, and the characters of the scan in it; `null`: they went nowhere. */
  readonly field: HTMLInputElement | null;
}

/**
 * Listens for scanners while a screen is up, wherever the focus is. `onScan` says whether it has dealt with the scan: then
 * what the scanner types at the end (Enter, Tab) does nothing more. Outside of a field it never does: it would press whatever
 * button has the focus.
 */
export function useScanner(onScan: (scanning: Scanning) => boolean): void {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  });
  useEffect(() => {
    let burst = NO_BURST;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = ({ scanned }: Verdict): boolean => {
      if (!scanned) return false;
      const field = focusedField();
      const handled = latest.current({
        scan: judgeScan(scanned),
        text: scanned.text,
        suffix: scanned.suffix,
        field,
      });
      return handled || field === null;
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      // A panel over the screen has entries of its own.
      if (event.isComposing || document.querySelector('dialog[open]')) return;
      clearTimeout(timer);
      const verdict = press(burst, keyOf(event));
      burst = verdict.burst;
      const held = verdict.scanned ? tell(verdict) : verdict.hold;
      if (held) {
        event.preventDefault();
        event.stopPropagation();
      }
      timer = setTimeout(() => {
        const after = pause(burst, performance.now());
        burst = after.burst;
        tell(after);
      }, 3 * SCANNER_GAP);
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, []);
}

function keyOf(event: KeyboardEvent): Parameters<typeof press>[1] {
  const { timeStamp: at, key, code, shiftKey: shift, ctrlKey, altKey, metaKey, repeat } = event;
  return { at, key, code, shift, modified: ctrlKey || altKey || metaKey, repeat };
}

function focusedField(): HTMLInputElement | null {
  const { activeElement } = document;
  return activeElement instanceof HTMLInputElement && activeElement.dataset.entry ? activeElement : null;
}
