import { useEffect } from 'react';
import type { Ceremony } from '../../../electron/contract/view.ts';
import type { Send } from '../../bridge.ts';
import { runCeremony } from './ceremony.ts';

/** The ceremony under way. Outside of React, because a screen may be drawn again while the prompt is up. */
let current: string | null = null;

/**
 * Runs each ceremony once, by its id. A new one calls the one before off (the library does that by itself), and the
 * answer of one that is not current any more is dropped: it would be taken for the answer of the new one.
 */
export function useCeremony(ceremony: Ceremony | undefined, send: Send): void {
  useEffect(() => {
    if (!ceremony || ceremony.id === current) return;
    const { id } = ceremony;
    current = id;
    void runCeremony(ceremony).then((answer) => {
      if (current === id) send(answer);
    });
  }, [ceremony, send]);
}
