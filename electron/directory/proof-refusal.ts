import type { Answer } from './answer.ts';
import { readRefusal } from './read-refusal.ts';

/** RFC 9449 8 and 9: is this a request for a proof with a nonce, and is the nonce there? */
export function asksForNonce(answer: Answer): boolean {
  return answer.dpopNonce !== undefined && refusedWith(answer) === 'dpop_nonce_required';
}

/** Was the proof itself refused? With a wrong clock on our side that is what a first call meets. */
export function blamesProof(answer: Answer): boolean {
  return refusedWith(answer) === 'dpop_invalid';
}

function refusedWith(answer: Answer): string | null {
  if (answer.status !== 400 && answer.status !== 401) return null;
  try {
    return readRefusal(answer).slug;
  } catch {
    // Not the directory's words at all: for the caller to judge.
    return null;
  }
}
