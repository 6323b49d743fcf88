import { Refusal } from '../../electron/contract/refusal.ts';
import type { ChallengeRequest } from '../../electron/contract/wire/challenge.ts';
import { type ShownMethod, type SignInEvent, writeSignIn } from '../audit/sign-ins.ts';
import { evaluationOf } from '../conditional-access/gate-refusal.ts';
import { answerOtp } from './answer-otp.ts';
import { answerPass } from './answer-pass.ts';
import { answerPasskey } from './answer-passkey.ts';
import { answerPassword, continueAfterPassword } from './answer-password.ts';
import { answerReservation } from './answer-reservation.ts';
import {
  type ChallengeAttempt,
  type ChallengeOutcome,
  type ChallengeParts,
  passwordVerified,
  signInEvent,
} from './attempt.ts';
import { findAuthSession, type OpenAuthSession, openAuthSession, userOfSession } from './auth-session.ts';
import { type ChallengeClient, challengeClient } from './clients.ts';
import { issueCode } from './issue-code.ts';
import { lockoutName } from './lockout.ts';
import { offerFirst } from './offer-methods.ts';
import { findUserByName, isFederated } from './users.ts';

/** Who asks. */
export interface Asker {
  readonly jkt: string;
  readonly source: string;
  readonly requestId: string;
  readonly userAgent?: string | undefined;
}

/** @throws Refusal `client_unknown`, `client_not_allowed` */
export function clientOf(request: ChallengeRequest): ChallengeClient {
  const client = challengeClient(request.client_id);
  if (client) return client;
  throw new Refusal(request.client_id === 'latchkey-admin' ? 'client_not_allowed' : 'client_unknown');
}

function scopeOf(request: ChallengeRequest, client: ChallengeClient): string {
  const names = [...new Set((request.scope ?? '').split(' ').filter((name) => name !== ''))];
  if (names.length === 0) throw new Refusal('scope_invalid', { detail: 'scope is missing' });
  if (!names.every((name) => client.scopes.includes(name))) throw new Refusal('scope_invalid');
  return names.join(' ');
}

function malformed(detail: string): Refusal {
  return new Refusal('request_malformed', { detail });
}

/**
 * Finds or opens the session of a request.
 *
 * @throws Refusal `session_invalid`, `scope_invalid`, `request_malformed`
 */
export async function sessionFor(
  { context }: ChallengeParts,
  request: ChallengeRequest,
  client: ChallengeClient,
  asker: Asker,
): Promise<OpenAuthSession> {
  if (request.auth_session !== undefined) {
    return findAuthSession(context, { value: request.auth_session, clientId: client.id, jkt: asker.jkt });
  }
  if (request.response_type !== 'code') throw malformed('response_type has to be code');
  if (!request.code_challenge || request.code_challenge_method !== 'S256')
    throw malformed('PKCE with S256 is needed');
  if (!request.login_hint) throw malformed('login_hint is missing');
  const scope = scopeOf(request, client);
  const user = await findUserByName(context, request.login_hint);
  return openAuthSession(context, {
    client_id: client.id,
    jkt: asker.jkt,
    user_id: user?.id ?? null,
    login_hint: lockoutName(request.login_hint),
    federated: (await isFederated(context, request.login_hint)) ? 1 : 0,
    scope,
    code_challenge: request.code_challenge,
    correlation_id: asker.requestId,
    source: asker.source,
  });
}

/** How a method is called in the sign-in rows; `reservation` shows nothing new, so a failed one is no failed sign-in. */
const SHOWN: Readonly<Record<string, ShownMethod['method']>> = {
  temporary_access_pass: 'Temporary Access Pass',
  password: 'Password',
  passkey: 'Passkey',
  software_oath: 'OATH verification code',
};

/** What policies said, where they were asked before the refusal. */
function evaluated(refusal: Refusal): Pick<SignInEvent, 'evaluation'> {
  const evaluation = evaluationOf(refusal);
  return evaluation ? { evaluation } : {};
}

async function logRefusal(attempt: ChallengeAttempt, refusal: Refusal): Promise<void> {
  const method = SHOWN[attempt.request.authn_method ?? ''];
  if (!method || refusal.slug === 'request_malformed' || refusal.slug === 'throttled') return;
  await writeSignIn(attempt.context, {
    ...signInEvent(attempt),
    shown: [{ method, detail: null }],
    refusedWith: refusal.slug,
    ...evaluated(refusal),
    multiFactor: method !== 'Password' || refusal.slug.startsWith('mfa_'),
  });
}

async function look(attempt: ChallengeAttempt): Promise<ChallengeOutcome> {
  if (attempt.user && passwordVerified(attempt.session)) return continueAfterPassword(attempt, attempt.user);
  return { outcome: 'needed', methods: await offerFirst(attempt) };
}

function dispatch(attempt: ChallengeAttempt): Promise<ChallengeOutcome> {
  switch (attempt.request.authn_method) {
    case undefined:
      return look(attempt);
    case 'temporary_access_pass':
      return answerPass(attempt);
    case 'password':
      return answerPassword(attempt);
    case 'passkey':
      return answerPasskey(attempt);
    case 'reservation':
      return answerReservation(attempt);
    case 'federated':
      throw new Refusal('federated_sign_in');
    case 'software_oath':
      return answerOtp(attempt);
  }
}

/**
 * Takes one request of an open sign-in: a look, or an answer. Refusals of an answer become rows of the sign-in log.
 *
 * @throws Refusal see the answers
 */
export async function takeAnswer(attempt: ChallengeAttempt): Promise<ChallengeOutcome> {
  try {
    return await dispatch(attempt);
  } catch (thrown) {
    if (thrown instanceof Refusal) await logRefusal(attempt, thrown);
    throw thrown;
  }
}

/** `takeAnswer` for the challenge endpoint: what is finished is handed out as an authorization code. */
export async function takeChallenge(
  parts: ChallengeParts,
  input: {
    readonly request: ChallengeRequest;
    readonly client: ChallengeClient;
    readonly open: OpenAuthSession;
    readonly asker: Asker;
  },
): Promise<ChallengeOutcome> {
  const { request, client, open, asker } = input;
  const { jkt, source } = asker;
  const session = open.row;
  return takeAnswer({
    ...parts,
    client,
    request,
    user: await userOfSession(parts.context, session),
    session,
    jkt,
    source,
    userAgent: null,
    platformClaim: asker.userAgent,
    atLeast: 'none',
    finish: (proven) =>
      issueCode(parts.provider(), parts.context, {
        client,
        jkt,
        scope: session.scope,
        codeChallenge: session.code_challenge,
        ...proven,
      }),
  });
}
