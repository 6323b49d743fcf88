import { Refusal } from '../contract/refusal.ts';
import type { Secret } from '../contract/secret.ts';
import type { Reserved, SignInPort, SignInProgress } from '../provisioning/ports.ts';
import type { ChallengeAnswer } from './challenge.ts';
import {
  type ChallengeClient,
  type ChallengeSession,
  isLost,
  type SessionOutcome,
} from './challenge-client.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { KEEPS_NOTHING, type SessionKeeper } from './kept-session.ts';
import { prove } from './prove.ts';
import { isCodeGone, readReserved, takeUpReservation } from './reservation.ts';
import type { TokenKeeper } from './tokens.ts';

/**
 * The sign-in: one open session at the challenge endpoint at a time, answered step by step.
 *
 * Nothing is lost with an answer that is lost: the pass stays reserved for the device key, and the way on is a new
 * challenge under the reservation, never the same code or the same pass again.
 */
export class SignIn implements SignInPort {
  readonly #challenge: ChallengeClient;
  readonly #tokens: TokenKeeper;
  readonly #keeper: SessionKeeper;
  #session: ChallengeSession | null = null;
  /** The session is from before a restart: it can be watched, but a code given out in it could not be redeemed any more. */
  #restored = false;
  /** Whether a session of a dead end is kept; at first nobody knows. */
  #kept = true;

  constructor(challenge: ChallengeClient, tokens: TokenKeeper, keeper = KEEPS_NOTHING) {
    this.#challenge = challenge;
    this.#tokens = tokens;
    this.#keeper = keeper;
  }

  async open(userPrincipalName: string): Promise<SignInProgress> {
    this.#session = null;
    this.#tokens.forget();
    await this.#forget();
    return progressOf(await this.#open(userPrincipalName, startDeadline()));
  }

  async answerPass(pass: Secret): Promise<Reserved> {
    const deadline = startDeadline();
    const { userPrincipalName } = this.#current();
    if (this.#restored) await this.#open(userPrincipalName, deadline);
    const answer = {
      authn_method: 'temporary_access_pass',
      temporary_access_pass: pass.reveal(),
    } as const;
    let outcome: SessionOutcome;
    try {
      outcome = await this.#answer(answer, deadline);
    } catch (error) {
      return await this.#afterLoss(error, userPrincipalName, deadline);
    }
    if (outcome.kind === 'refused') throw outcome.refusal;
    // The pass was right, and still something stands in the way that no pass opens.
    if (outcome.kind === 'needed') throw new Refusal('mfa_required', { gates: outcome.session.gates });
    const { codeVerifier } = this.#current();
    this.#session = null;
    await this.#forget();
    try {
      return readReserved(await this.#tokens.redeem(outcome.code, codeVerifier, deadline));
    } catch (error) {
      if (!isCodeGone(error)) throw error;
      return await takeUpReservation(this.#challenge, this.#tokens, userPrincipalName, deadline);
    }
  }

  async answerPassword(password: Secret): Promise<SignInProgress> {
    const deadline = startDeadline();
    const { userPrincipalName } = this.#current();
    const answer = { authn_method: 'password', password: password.reveal() } as const;
    if (this.#restored) await this.#open(userPrincipalName, deadline);
    const outcome = await this.#answer(answer, deadline);
    if (isDeadEnd(outcome)) await this.#keepDeadEnd(outcome.session);
    if (outcome.kind === 'refused') throw outcome.refusal;
    if (outcome.kind === 'needed') return progressOf(outcome.session);
    // The password alone would do for a sign-in. Setting up a laptop takes a pass, so the code is left to lapse.
    return progressOf(await this.#open(userPrincipalName, deadline));
  }

  async poll(): Promise<SignInProgress> {
    const deadline = startDeadline();
    const session = this.#current();
    const { userPrincipalName } = session;
    const outcome = await this.#challenge.goOn(session, null, deadline);
    // As after a password that was enough: a policy may have changed while the person waited.
    if (outcome.kind === 'granted') return progressOf(await this.#open(userPrincipalName, deadline));
    if (outcome.kind === 'needed') {
      const onward = this.#restored && offersPass(outcome.session);
      return progressOf(onward ? await this.#open(userPrincipalName, deadline) : this.#keep(outcome.session));
    }
    const { slug } = outcome.refusal;
    // A session that has ended is refused: a new one offers a pass to everybody, which says nothing about this person.
    // Still the dead end: that is an answer to "is there a way on?", not a failure.
    if (slug === 'mfa_enrolment_required') return progressOf(this.#keep({ ...outcome.session, methods: [] }));
    throw outcome.refusal;
  }

  async resumeWatch(userPrincipalName: string): Promise<SignInProgress> {
    const kept = await this.#keeper.load();
    if (kept?.userPrincipalName !== userPrincipalName) throw new Refusal('session_invalid');
    this.#session = this.#challenge.restore(userPrincipalName, kept.authSession);
    this.#restored = true;
    return await this.poll();
  }

  async takeUpReservation(userPrincipalName: string): Promise<Reserved> {
    this.#session = null;
    return await takeUpReservation(this.#challenge, this.#tokens, userPrincipalName);
  }

  async prove(...args: Parameters<SignInPort['prove']>): Promise<void> {
    await prove(this.#challenge, this.#tokens, ...args);
  }

  async #open(userPrincipalName: string, deadline: Deadline): Promise<ChallengeSession> {
    const session = this.#keep(await this.#challenge.open(userPrincipalName, deadline));
    this.#restored = false;
    return session;
  }

  async #keepDeadEnd({ userPrincipalName, authSession }: ChallengeSession): Promise<void> {
    this.#kept = true;
    await this.#keeper.keep({ userPrincipalName, authSession });
  }

  async #forget(): Promise<void> {
    if (this.#kept) await this.#keeper.forget();
    this.#kept = false;
  }

  /** Answers in the open session; where that has ended meanwhile (people take their time), in a new one. */
  async #answer(answer: ChallengeAnswer, deadline: Deadline): Promise<SessionOutcome> {
    const first = await this.#challenge.goOn(this.#current(), answer, deadline);
    if (first.kind !== 'refused' || first.refusal.slug !== 'session_invalid') return this.#note(first);
    await this.#open(this.#current().userPrincipalName, deadline);
    return this.#note(await this.#challenge.goOn(this.#current(), answer, deadline));
  }

  /** The directory may have reserved the pass before its answer was lost: look, and go on where it has. */
  async #afterLoss(error: unknown, userPrincipalName: string, deadline: Deadline): Promise<Reserved> {
    if (!isLost(error)) throw error;
    try {
      return await takeUpReservation(this.#challenge, this.#tokens, userPrincipalName, deadline);
    } catch {
      // No reservation, or still nobody there. What the person should read is what went wrong first.
      throw error;
    }
  }

  #note(outcome: SessionOutcome): SessionOutcome {
    if (outcome.kind !== 'granted') this.#keep(outcome.session);
    return outcome;
  }

  #keep(session: ChallengeSession): ChallengeSession {
    this.#session = session;
    return session;
  }

  #current(): ChallengeSession {
    if (!this.#session) throw new Refusal('session_invalid', { detail: 'No sign-in is open.' });
    return this.#session;
  }
}

function offersPass({ methods }: ChallengeSession): boolean {
  return methods.some(({ method }) => method === 'temporary_access_pass');
}

/** The password was right, and there is no way on yet. */
function isDeadEnd(outcome: SessionOutcome): outcome is Exclude<SessionOutcome, { kind: 'granted' }> {
  if (outcome.kind === 'granted') return false;
  if (outcome.kind === 'needed') return !offersPass(outcome.session);
  return outcome.refusal.slug === 'mfa_enrolment_required' || outcome.refusal.slug === 'mfa_required';
}

function progressOf({ methods, interval, gates }: ChallengeSession): SignInProgress {
  return { methods: methods.map((each) => each.method), interval, gates };
}
