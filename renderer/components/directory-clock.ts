import { useEffect, useState } from 'react';
import type { View } from '../../electron/contract/view.ts';
import { useDesk } from '../desk.ts';

/** Seconds since 1970 by the directory's clock: the laptop's, put right by what was measured. */
export function directoryNow({ skewSeconds = 0 }: Pick<View, 'skewSeconds'>): number {
  return Date.now() / 1000 + skewSeconds;
}

/** The same in whole seconds, so that a screen is drawn anew once a second and no more. */
export function useDirectoryNow(): number {
  const { view } = useDesk();
  const { skewSeconds = 0 } = view;
  const [now, setNow] = useState(() => Math.floor(directoryNow({ skewSeconds })));
  useEffect(() => {
    const look = (): void => setNow(Math.floor(directoryNow({ skewSeconds })));
    look();
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [skewSeconds]);
  return now;
}
