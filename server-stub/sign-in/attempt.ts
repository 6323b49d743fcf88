import type Provider from 'oidc-provider';
import type { Gate } from '../../electron/contract/gate.ts';
import type { AuthnMethod, ChallengeRequest } from '../../electron/contract/wire/challenge.ts';
import type { SignInEvent } from '../audit/sign-ins.ts';
import type { Evaluation } from '../conditional-access/evaluate-gates.ts';
import type { DirectoryContext } from '../context.ts';
import type { AuthSessionRow, UserRow } from '../store/tables.ts';
import type { Level } from './acr.ts';
import { verifiedFactors } from './auth-session.ts';
import type { ChallengeClient } from './clients.ts';
import type { SignedIn } from './issue-code.ts';
import type { Lockout } from './lockout.ts';

/** What the challenge endpoint works with. */
export interface ChallengeParts {
  readonly context: DirectoryContext;
  readonly lockout: Lockout;
  /** Known once the directory listens. */
  readonly provider: () => Provider;
}

/** What a finished sign-in rests on, whatever it is handed out as. */
export type Proven = Pick<
  SignedIn,
  'userId' | 'amr' | 'acr' | 'verifiedAt' | 'endsAt' | 'passId' | 'reservationId' | 'credentialId'
>;

/** One request of an open sign-in: who asks, from where, about whom. */
export interface ChallengeAttempt extends ChallengeParts {
  readonly client: ChallengeClient;
  readonly session: AuthSessionRow;
  /** `undefined` for a name that nobody has. */
  readonly user: UserRow | undefined;
  /** Thumbprint of the device key; `null` in a browser, which has none. */
  readonly jkt: string | null;
  readonly source: string;
  /** `User-Agent` of a browser; `null` at the challenge endpoint. */
  readonly userAgent: string | null;
  /** `User-Agent` at the challenge endpoint: conditional access reads the platform of a device that has not joined there. */
  readonly platformClaim?: string | undefined;
  /** The least that the application asked for (`acr`); policy may ask for more. */
  readonly atLeast: Level;
  readonly request: ChallengeRequest;
  /** Hands the finished sign-in out; called in the transaction that decides it. */
  readonly finish: (proven: Proven) => Promise<Finished>;
}

/** A sign-in that was handed out: `handle` is an authorization code, or the id of a browser's sign-in. */
export interface Finished {
  readonly sid: string;
  readonly handle: string;
}

/** What an answer came to; whatever else happens is a Refusal. */
export type ChallengeOutcome =
  | { readonly outcome: 'granted'; readonly handle: string }
  | {
      readonly outcome: 'needed';
      readonly methods: readonly AuthnMethod[];
      readonly gates?: readonly Gate[];
      /** For the sign-in row; it does not go over the wire. */
      readonly evaluation?: Evaluation;
    };

/** The part of a sign-in row that is the same whatever was shown. */
export function signInEvent(
  attempt: ChallengeAttempt,
): Pick<SignInEvent, 'user' | 'client' | 'source' | 'jkt' | 'correlationId' | 'userAgent'> {
  return {
    user: attempt.user,
    client: attempt.client,
    source: attempt.source,
    jkt: attempt.jkt,
    userAgent: attempt.userAgent,
    correlationId: attempt.session.correlation_id,
  };
}

/** Was the password right earlier in this session? */
export function passwordVerified(session: AuthSessionRow): boolean {
  return verifiedFactors(session).includes('pwd');
}
