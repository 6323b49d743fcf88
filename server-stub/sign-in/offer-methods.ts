import type { Gate, GateKey } from '../../electron/contract/gate.ts';
import type { AuthnMethod, AuthnMethodName } from '../../electron/contract/wire/challenge.ts';
import { waysOn } from '../conditional-access/blocking.ts';
import { makeRequestOptions } from '../credentials/request-options.ts';
import { hasSoftwareOath } from '../credentials/software-oath/methods.ts';
import { hasUsablePass } from '../passes/find.ts';
import { lapseReservations } from '../passes/lapse.ts';
import { liveReservation } from '../passes/reserve.ts';
import { type ChallengeAttempt, passwordVerified } from './attempt.ts';

type OfferedTo = Omit<ChallengeAttempt, 'request'>;

async function withOptions(
  attempt: Pick<ChallengeAttempt, 'context' | 'session'>,
  names: readonly AuthnMethodName[],
): Promise<AuthnMethod[]> {
  const methods: AuthnMethod[] = [];
  for (const method of names) {
    if (method === 'passkey') {
      const options = await makeRequestOptions(attempt.context, { authSession: attempt.session.hash });
      methods.push({ method, public_key: options });
    } else methods.push({ method });
  }
  return methods;
}

/** Only a holder's own key sees `reservation` offered: to everybody else a held pass looks like any other name. */
async function reservationOffer(attempt: OfferedTo): Promise<AuthnMethodName[]> {
  const { context, client, user, jkt } = attempt;
  if (!client.reserves || !user || jkt === null) return [];
  await lapseReservations(context);
  return (await liveReservation(context, user.id, jkt)) ? ['reservation'] : [];
}

/**
 * What is offered before anything was shown: the same for every name, known or not. The domain decides about federation,
 * which anybody can look up, and a usable pass wins over it (design.md).
 */
export async function offerFirst(attempt: OfferedTo): Promise<AuthnMethod[]> {
  return withOptions(attempt, await namesOfFirst(attempt));
}

/** `offerFirst` without a challenge for the passkey. */
export async function namesOfFirst(attempt: OfferedTo): Promise<AuthnMethodName[]> {
  const { context, user, session } = attempt;
  const own = await reservationOffer(attempt);
  const usable = user !== undefined && (await hasUsablePass(context, user.id));
  if (session.federated === 0) return [...own, 'temporary_access_pass', 'passkey', 'password'];
  return [...own, usable ? 'temporary_access_pass' : 'federated', 'passkey'];
}

/** Can one of the user's credentials be used from this machine? Those of other machines are no way on here. */
async function hasReachableCredential(attempt: OfferedTo): Promise<boolean> {
  const rows = await attempt.context.store.db
    .selectFrom('credentials')
    .select(['kind', 'jkt'])
    .where('user_id', '=', attempt.user?.id ?? '')
    .where('state', '=', 'active')
    .execute();
  // A browser has no device key; the operating system's own authenticator answers in it all the same.
  const here = ({ kind, jkt }: (typeof rows)[number]) =>
    attempt.jkt === null ? kind === 'platform' : jkt === attempt.jkt;
  return rows.some((row) => row.kind === 'fido2' || here(row));
}

/** A reservation is a pass that was entered before. */
function opens(method: AuthnMethodName, way: GateKey): boolean {
  return method === way || (method === 'reservation' && way === 'temporary_access_pass');
}

/**
 * What remains after the password, of what would open every gate that is still shut: an empty list is the MFA loop, and
 * nobody is sent for a pass that would not help.
 */
export async function offerSecond(attempt: OfferedTo, gates: readonly Gate[]): Promise<AuthnMethod[]> {
  return withOptions(attempt, await namesOfSecond(attempt, gates));
}

/** `offerSecond` without a challenge for the passkey. */
export async function namesOfSecond(attempt: OfferedTo, gates: readonly Gate[]): Promise<AuthnMethodName[]> {
  const { context, user, session } = attempt;
  if (!user || !passwordVerified(session)) return [];
  const names: AuthnMethodName[] = await reservationOffer(attempt);
  if (await hasUsablePass(context, user.id)) names.push('temporary_access_pass');
  if (await hasReachableCredential(attempt)) names.push('passkey');
  if (await hasSoftwareOath(context, user.id)) names.push('software_oath');
  const ways = waysOn(gates);
  return names.filter((method) => ways.some((way) => opens(method, way)));
}
