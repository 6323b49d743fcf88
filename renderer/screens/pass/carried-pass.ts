import { createContext, useContext, useState } from 'react';

/** A pass that was scanned before its screen was there. */
export interface CarriedPass {
  /** Whose it is; `null`: the code does not say. */
  readonly userPrincipalName: string | null;
  readonly pass: string;
  /** The scanner has pressed Enter as well. */
  readonly send: boolean;
}

/** In memory only, for one use, and for as long as it takes to get to the next screen. */
export interface Pocket {
  put(carried: CarriedPass): void;
  /** Empties it: what does not fit this person is gone. */
  take(userPrincipalName: string): CarriedPass | null;
}

/** Milliseconds that a pass is carried. */
const CARRIED_FOR = 120_000;

export function createPocket(now: () => number): Pocket {
  let held: { readonly carried: CarriedPass; readonly until: number } | null = null;
  return {
    put(carried) {
      held = { carried, until: now() + CARRIED_FOR };
    },
    take(userPrincipalName) {
      const taken = held;
      held = null;
      if (!taken || now() >= taken.until) return null;
      const { carried } = taken;
      const theirs = carried.userPrincipalName ?? userPrincipalName;
      return theirs.toLowerCase() === userPrincipalName.toLowerCase() ? carried : null;
    },
  };
}

export const PocketContext = createContext<Pocket | null>(null);

/** One for all screens: it is not React's state, so that nothing draws it. */
export function useNewPocket(): Pocket {
  const [pocket] = useState(() => createPocket(() => performance.now()));
  return pocket;
}

export function usePocket(): Pocket {
  const pocket = useContext(PocketContext);
  if (!pocket) throw new TypeError('usePocket outside of the screens');
  return pocket;
}
