import type { Draft } from '../contract/draft.ts';
import type { State } from './state.ts';

/**
 * From the state to what is worth keeping of it. Once something is reserved the facts say where the run stands, and once a
 * run has ended nobody's name is left behind. Pure.
 */
export function draftOf({ stage, standing, preferences, account, wasAtPass }: State): Draft {
  const kept = { version: 1, preferences } as const;
  const nothing = { ...kept, at: 'welcome', account: null } as const;
  if (standing.reserved !== null) return nothing;
  switch (stage.at) {
    case 'network':
      // Ended once more on the way back, it still goes on to the pass.
      return { ...kept, at: wasAtPass ? 'pass' : 'network', account };
    case 'account':
      return { ...kept, at: 'account', account };
    // The sign-in ended with the program: the dead end is told again once the password was.
    case 'pass':
    case 'loop':
      return { ...kept, at: 'pass', account };
    default:
      return nothing;
  }
}
