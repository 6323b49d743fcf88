import { Refusal } from '../contract/refusal.ts';
import type { AccessClaims } from '../contract/wire/token.ts';
import type { Reserved } from '../provisioning/ports.ts';
import { type ChallengeClient, isLost } from './challenge-client.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { TokenKeeper } from './tokens.ts';

/** How often a lost token answer leads back to the challenge before the person is told. */
const ROUNDS = 3;

/** Who signed in under which reservation. Pure. @throws Refusal directory_incompatible: there is none in the token */
export function readReserved(claims: AccessClaims): Reserved {
  if (claims.reservation === undefined || claims.reservation_exp === undefined) {
    throw new Refusal('directory_incompatible', { detail: 'The token is not under a reservation.' });
  }
  return {
    reservationId: claims.reservation,
    endsAt: claims.reservation_exp,
    userId: claims.oid,
    userPrincipalName: claims.preferred_username,
    personName: claims.given_name ?? claims.name,
  };
}

/**
 * Signs in under the reservation that this device key holds: a new challenge, no pass, new tokens. Safe to repeat, and
 * repeated here when the tokens get lost on their way.
 * @throws Refusal reservation_ended: this key holds none
 */
export async function takeUpReservation(
  challenge: ChallengeClient,
  tokens: TokenKeeper,
  userPrincipalName: string,
  deadline: Deadline = startDeadline(),
): Promise<Reserved> {
  for (let round = 1; ; round += 1) {
    const session = await challenge.open(userPrincipalName, deadline);
    const outcome = await challenge.goOn(session, { authn_method: 'reservation' }, deadline);
    if (outcome.kind === 'refused') throw outcome.refusal;
    if (outcome.kind === 'needed') {
      throw new Refusal('mfa_required', { gates: outcome.session.gates });
    }
    try {
      return readReserved(await tokens.redeem(outcome.code, session.codeVerifier, deadline));
    } catch (error) {
      if (!isCodeGone(error) || round === ROUNDS) throw error;
    }
  }
}

/** Is the code of no use any more, while the reservation behind it may well be? */
export function isCodeGone(error: unknown): boolean {
  return isLost(error) || (error instanceof Refusal && error.slug === 'token_invalid');
}
