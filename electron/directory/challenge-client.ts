import { createHash, randomBytes } from 'node:crypto';
import { Refusal } from '../contract/refusal.ts';
import type { Slug } from '../contract/refusals.ts';
import { Secret } from '../contract/secret.ts';
import {
  type ChallengeAnswer,
  type ChallengeOutcome,
  type ChallengeState,
  continueRequest,
  openRequest,
  readChallenge,
} from './challenge.ts';
import type { Deadline } from './deadline.ts';
import type { DirectoryMap } from './discovery.ts';
import type { Doorway } from './http.ts';

/** An open session at the challenge endpoint. */
export interface ChallengeSession extends ChallengeState {
  readonly userPrincipalName: string;
  /** RFC 7636: kept until the code is redeemed. */
  readonly codeVerifier: Secret;
}

/** What came of an answer: a code, or the session as it goes on, with the refusal if it was one. */
export type SessionOutcome =
  | { readonly kind: 'granted'; readonly code: Secret }
  | { readonly kind: 'needed'; readonly session: ChallengeSession }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly session: ChallengeSession };

/** Sessions at the challenge endpoint: opens them and carries them from answer to answer. Remembers nothing itself. */
export class ChallengeClient {
  readonly #doorway: Doorway;
  readonly #map: DirectoryMap;

  constructor(doorway: Doorway, map: DirectoryMap) {
    this.#doorway = doorway;
    this.#map = map;
  }

  /** Opens a session for this user with a PKCE pair of its own. */
  async open(userPrincipalName: string, deadline: Deadline): Promise<ChallengeSession> {
    const codeVerifier = new Secret(randomBytes(32).toString('base64url'));
    const codeChallenge = createHash('sha256').update(codeVerifier.reveal()).digest('base64url');
    const names = { userPrincipalName, codeChallenge };
    const outcome = readChallenge(await openRequest(this.#doorway, this.#map, names, deadline));
    if (outcome.kind === 'refused') throw outcome.refusal;
    if (outcome.kind === 'granted') {
      throw new Refusal('directory_incompatible', { detail: 'A code was given to nobody.' });
    }
    return { userPrincipalName, codeVerifier, ...outcome.state };
  }

  /** A session of before a restart, to be looked at: the PKCE pair is a new one, so no code of it can be redeemed. */
  restore(userPrincipalName: string, authSession: Secret): ChallengeSession {
    const codeVerifier = new Secret(randomBytes(32).toString('base64url'));
    return { userPrincipalName, authSession, codeVerifier, interval: 0, methods: [], gates: [] };
  }

  /** Answers, or (`null`) looks how the session stands now. */
  async goOn(
    session: ChallengeSession,
    answer: ChallengeAnswer | null,
    deadline: Deadline,
  ): Promise<SessionOutcome> {
    const { authSession } = session;
    const said = await continueRequest(this.#doorway, this.#map, authSession, answer, deadline);
    return carryOn(session, readChallenge(said));
  }
}

/** The session after an outcome. Pure. What a refusal does not mention stays as it was. */
export function carryOn(session: ChallengeSession, outcome: ChallengeOutcome): SessionOutcome {
  if (outcome.kind === 'granted') return outcome;
  const next = { ...session, ...outcome.state };
  if (outcome.kind === 'needed') return { kind: 'needed', session: next };
  return { kind: 'refused', refusal: outcome.refusal, session: next };
}

/** After these nobody can say whether the directory has done what it was asked. */
const LOST: ReadonlySet<Slug> = new Set([
  'directory_unreachable',
  'directory_busy',
  'directory_failed',
  'link_down',
  'name_not_resolved',
]);

/** Was the answer lost, rather than given? */
export function isLost(error: unknown): error is Refusal {
  return error instanceof Refusal && LOST.has(error.slug);
}
