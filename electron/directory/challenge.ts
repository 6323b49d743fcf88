import type { Gate } from '../contract/gate.ts';
import type { Refusal } from '../contract/refusal.ts';
import { Secret } from '../contract/secret.ts';
import {
  AGENT_SCOPE,
  type AuthnMethod,
  ChallengeGranted,
  ChallengeNeeded,
  type ChallengeRequest,
  CLIENTS,
  OAuthRefusal,
} from '../contract/wire/challenge.ts';
import type { Answer } from './answer.ts';
import type { Deadline } from './deadline.ts';
import type { DirectoryMap } from './discovery.ts';
import type { Doorway } from './http.ts';
import { readBody, readShape } from './read-body.ts';
import { readRefusal } from './read-refusal.ts';

/** How a session at the challenge endpoint goes on. */
export interface ChallengeState {
  readonly authSession: Secret;
  /** Seconds between two polls. */
  readonly interval: number;
  readonly methods: readonly AuthnMethod[];
  readonly gates: readonly Gate[];
}

/** What the challenge endpoint said. A refusal may leave the session open: then it says how it goes on. */
export type ChallengeOutcome =
  | { readonly kind: 'granted'; readonly code: Secret }
  | { readonly kind: 'needed'; readonly state: ChallengeState }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly state: Partial<ChallengeState> };

/** An answer to a challenge: the method and its one field. */
export type ChallengeAnswer = Pick<
  ChallengeRequest,
  'authn_method' | 'temporary_access_pass' | 'password' | 'authn_response'
>;

/** Opens a session (OAuth 2.0 for First-Party Applications 5.1). To open two does no harm. */
export async function openRequest(
  doorway: Doorway,
  map: DirectoryMap,
  session: { readonly userPrincipalName: string; readonly codeChallenge: string },
  deadline: Deadline,
): Promise<Answer> {
  const form: ChallengeRequest = {
    client_id: CLIENTS.agent,
    response_type: 'code',
    scope: AGENT_SCOPE,
    login_hint: session.userPrincipalName,
    code_challenge: session.codeChallenge,
    code_challenge_method: 'S256',
  };
  const url = (await map.get(deadline)).challenge;
  return await doorway.call({
    method: 'POST',
    url,
    form: { ...form },
    proof: true,
    idempotent: true,
    deadline,
  });
}

/**
 * Goes on in a session: with an answer, or with none to look how it stands (which alone does no harm when repeated: each
 * answer counts as a try).
 */
export async function continueRequest(
  doorway: Doorway,
  map: DirectoryMap,
  authSession: Secret,
  answer: ChallengeAnswer | null,
  deadline: Deadline,
): Promise<Answer> {
  const form = { client_id: CLIENTS.agent, auth_session: authSession.reveal(), ...answer };
  const url = (await map.get(deadline)).challenge;
  return await doorway.call({
    method: 'POST',
    url,
    form,
    proof: true,
    idempotent: answer === null,
    deadline,
  });
}

/**
 * Reads what the challenge endpoint answered. Pure.
 * @throws Refusal where the answer is not the challenge endpoint's at all
 */
export function readChallenge(answer: Answer): ChallengeOutcome {
  if (answer.status === 200) {
    const { authorization_code } = readShape(answer, ChallengeGranted);
    return { kind: 'granted', code: new Secret(authorization_code) };
  }
  const needed = ChallengeNeeded.safeParse(readBody(answer));
  if (needed.success && answer.status < 500) {
    const { auth_session, interval, authn_methods, gates = [] } = needed.data;
    const authSession = new Secret(auth_session);
    return { kind: 'needed', state: { authSession, interval, methods: authn_methods, gates } };
  }
  return { kind: 'refused', refusal: readRefusal(answer), state: stateOfRefusal(answer) };
}

function stateOfRefusal(answer: Answer): Partial<ChallengeState> {
  const refusal = OAuthRefusal.safeParse(readBody(answer));
  if (!refusal.success) return {};
  const { auth_session, interval, authn_methods, gates } = refusal.data;
  return {
    ...(auth_session !== undefined && { authSession: new Secret(auth_session) }),
    ...(interval !== undefined && { interval }),
    ...(authn_methods && { methods: authn_methods }),
    ...(gates && { gates }),
  };
}
