import type { Fact } from '../contract/facts.ts';
import type { Step } from '../contract/steps.ts';
import { awaitsItsPerson } from './staged.ts';
import { foldFacts, type Standing } from './standing.ts';

/** Where a run goes on, and what has to be done first to get there. */
export interface Resumption {
  readonly step: Step;
  /**
   * - `none`: nothing, the step begins by itself
   * - `take-up`: there are no tokens after a restart: take up the reservation with the device key
   * - `register`: the same, then send the journaled attestation answer again
   */
  readonly first: 'none' | 'take-up' | 'register';
}

/**
 * From facts to the step and its first effect: the one truth about where a run stands.
 * The proof needs no tokens, because it signs in from nothing; the release needs only the device key.
 */
export function resume(facts: readonly Fact[]): Resumption {
  return resumeStanding(foldFacts(facts));
}

export function resumeStanding(standing: Standing): Resumption {
  // The language is asked anew: whoever opens a sealed laptop is somebody else.
  if (awaitsItsPerson(standing)) return { step: 'welcome', first: 'none' };
  if (standing.released || standing.proved) return { step: 'release', first: 'none' };
  if (standing.registered) return { step: 'proof', first: 'none' };
  if (standing.created && standing.joined) return { step: 'credential', first: 'register' };
  if (standing.joined && standing.reserved) return { step: 'credential', first: 'take-up' };
  if (standing.reserved) return { step: 'join', first: 'take-up' };
  if (standing.started) return { step: 'account', first: 'none' };
  return { step: 'welcome', first: 'none' };
}
