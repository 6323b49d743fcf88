import type { DeadEnd, Draft } from '../contract/draft.ts';
import type { Stage, State } from './state.ts';

/**
 * From the state to what is worth keeping of it. Once something is reserved the facts say where the run stands, and once a
 * run has ended nobody's name is left behind. Pure.
 */
export function draftOf({ stage, standing, preferences, account, wasAtPass, deadEnd }: State): Draft {
  const kept = { version: 1, preferences } as const;
  const nothing = { ...kept, at: 'welcome', account: null } as const;
  if (standing.reserved !== null) return nothing;
  switch (stage.at) {
    case 'network':
      // Ended once more on the way back, it still goes on to where it was.
      if (deadEnd) return { ...kept, at: 'loop', account, deadEnd };
      return { ...kept, at: wasAtPass ? 'pass' : 'network', account };
    case 'account':
      return { ...kept, at: 'account', account };
    case 'pass':
      return { ...kept, at: 'pass', account };
    case 'loop':
      return { ...kept, at: 'loop', account, deadEnd: deadEndOf(stage) };
    default:
      return nothing;
  }
}

/** Which policies ask, and since when somebody waits: what the screen says, and no more. */
function deadEndOf({ refusal, gates, interval, watching }: Extract<Stage, { at: 'loop' }>): DeadEnd {
  return { slug: refusal.slug, gates: [...gates], interval, since: watching?.since ?? 0 };
}
