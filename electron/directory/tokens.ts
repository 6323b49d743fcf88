import { Refusal } from '../contract/refusal.ts';
import type { Secret } from '../contract/secret.ts';
import type { AccessClaims } from '../contract/wire/token.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { DirectoryMap } from './discovery.ts';
import type { Doorway } from './http.ts';
import { readRefusal } from './read-refusal.ts';
import { readTokens, redeemRequest, refreshRequest, type Tokens } from './token.ts';

/** A token that ends within this many seconds is as good as ended: the call takes time, too. */
const MARGIN_SECONDS = 10;

/** Tokens, and how long the access token still lives: counted by a clock that nobody can set, not by the time of day. */
interface Held extends Tokens {
  readonly life: Deadline;
}

/** A call that the keeper completes with token and proof. */
export type TokenCall = Omit<Call, 'accessToken' | 'proof' | 'deadline'>;

/** A sign-in as somebody else may use it: no refresh token. */
export type HandedOut = Pick<Tokens, 'access' | 'lifetime' | 'claims'>;

/** Keeps the tokens of the one sign-in that is under way, in memory only, and calls the directory with them. */
export class TokenKeeper {
  readonly #doorway: Doorway;
  readonly #map: DirectoryMap;
  #tokens: Held | null = null;

  constructor(doorway: Doorway, map: DirectoryMap) {
    this.#doorway = doorway;
    this.#map = map;
  }

  /** Redeems a code and keeps what it gives; what was kept before goes only when that worked. */
  async redeem(code: Secret, codeVerifier: Secret, deadline: Deadline): Promise<AccessClaims> {
    const answer = await redeemRequest(this.#doorway, this.#map, code, codeVerifier, deadline);
    this.#tokens = hold(readTokens(answer));
    return this.#tokens.claims;
  }

  forget(): void {
    this.#tokens = null;
  }

  /** @throws Refusal token_invalid where nobody is signed in */
  handOut(): HandedOut {
    const { access, lifetime, claims } = this.#held();
    return { access, lifetime, claims };
  }

  claims(): AccessClaims | null {
    return this.#tokens?.claims ?? null;
  }

  /**
   * Gets new tokens for the same sign-in.
   * @throws Refusal reservation_ended, token_invalid: this sign-in is over
   */
  async refresh(deadline: Deadline): Promise<AccessClaims> {
    const { refresh } = this.#held();
    if (!refresh) throw this.#over();
    const answer = await refreshRequest(this.#doorway, this.#map, refresh, deadline);
    try {
      const fresh = readTokens(answer);
      this.#tokens = hold({ ...fresh, refresh: fresh.refresh ?? refresh });
      return fresh.claims;
    } catch (error) {
      if (error instanceof Refusal && error.slug === 'token_invalid') throw this.#over();
      throw error;
    }
  }

  /**
   * Calls with the access token, which is refreshed first where it has run out, and once where the directory refuses it.
   * @throws Refusal reservation_ended, token_invalid: this sign-in is over. A refused call is returned, not thrown
   */
  async call(call: TokenCall, deadline: Deadline): Promise<Answer> {
    if (this.#held().life.remainingMs() === 0) await this.refresh(deadline);
    const answer = await this.#callOnce(call, deadline);
    if (!isTokenRefused(answer)) return answer;
    await this.refresh(deadline);
    const second = await this.#callOnce(call, deadline);
    if (isTokenRefused(second)) throw this.#over();
    return second;
  }

  async #callOnce(call: TokenCall, deadline: Deadline): Promise<Answer> {
    return await this.#doorway.call({ ...call, accessToken: this.#held().access, proof: true, deadline });
  }

  #held(): Held {
    if (!this.#tokens) throw new Refusal('token_invalid', { detail: 'Nobody is signed in.' });
    return this.#tokens;
  }

  /** Drops the tokens of a sign-in that has ended, and says so in the words that fit it. */
  #over(): Refusal {
    const underReservation = this.#tokens?.claims.reservation !== undefined;
    this.#tokens = null;
    return new Refusal(underReservation ? 'reservation_ended' : 'token_invalid');
  }
}

function hold(tokens: Tokens): Held {
  return { ...tokens, life: startDeadline((tokens.lifetime - MARGIN_SECONDS) * 1000) };
}

function isTokenRefused(answer: Answer): boolean {
  return answer.status === 401 && readRefusal(answer).slug === 'token_invalid';
}
