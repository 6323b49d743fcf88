import type Provider from 'oidc-provider';
import type { Gate } from '../../electron/contract/gate.ts';
import type { AuthnMethod, ChallengeRequest } from '../../electron/contract/wire/challenge.ts';
import type { SignInEvent } from '../audit/sign-ins.ts';
import type { DirectoryContext } from '../context.ts';
import type { AuthSessionRow, UserRow } from '../store/tables.ts';
import { verifiedFactors } from './auth-session.ts';
import type { ChallengeClient } from './clients.ts';
import type { Lockout } from './lockout.ts';

/** What the challenge endpoint works with. */
export interface ChallengeParts {
  readonly context: DirectoryContext;
  readonly lockout: Lockout;
  /** Known once the directory listens. */
  readonly provider: () => Provider;
}

/** One request of an open sign-in: who asks, from where, about whom. */
export interface ChallengeAttempt extends ChallengeParts {
  readonly client: ChallengeClient;
  readonly session: AuthSessionRow;
  /** `undefined` for a name that nobody has. */
  readonly user: UserRow | undefined;
  readonly jkt: string;
  readonly source: string;
  readonly request: ChallengeRequest;
}

/** What an answer came to; whatever else happens is a Refusal. */
export type ChallengeOutcome =
  | { readonly outcome: 'granted'; readonly code: string }
  | {
      readonly outcome: 'needed';
      readonly methods: readonly AuthnMethod[];
      readonly gates?: readonly Gate[];
    };

/** The part of a sign-in row that is the same whatever was shown. */
export function signInEvent(
  attempt: ChallengeAttempt,
): Pick<SignInEvent, 'user' | 'client' | 'source' | 'jkt' | 'correlationId'> {
  return {
    user: attempt.user,
    client: attempt.client,
    source: attempt.source,
    jkt: attempt.jkt,
    correlationId: attempt.session.correlation_id,
  };
}

/** Was the password right earlier in this session? */
export function passwordVerified(session: AuthSessionRow): boolean {
  return verifiedFactors(session).includes('pwd');
}
