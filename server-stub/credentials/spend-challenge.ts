import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserCaller } from '../http/authenticate.ts';

/** The challenge of a registration and the sign-in that asked for it. */
export interface SpentChallenge {
  readonly challenge: string;
  readonly userId: string;
  readonly sid: string;
}

/**
 * What a creation challenge belongs to: the reservation, or the sign-in where there is none. A device that was switched off
 * takes its reservation up with a new sign-in and sends the journaled answer again; nobody should have to set a PIN twice.
 */
export function challengeOwner(caller: Pick<UserCaller, 'sid' | 'reservationId'>): string {
  return caller.reservationId ?? caller.sid;
}

/**
 * Uses a creation challenge up: once, by the user and in the reservation or sign-in that it was made for.
 *
 * @throws Refusal `challenge_expired` when it was theirs and is too old, `challenge_unknown` for everything else.
 */
export async function spendCreationChallenge(
  context: DirectoryContext,
  spent: SpentChallenge,
): Promise<void> {
  const now = context.clock.now();
  const row = await context.store.db
    .updateTable('webauthn_challenges')
    .set({ used_at: now })
    .where('challenge', '=', spent.challenge)
    .where('purpose', '=', 'create')
    .where('user_id', '=', spent.userId)
    .where('sid', '=', spent.sid)
    .where('used_at', 'is', null)
    .returning('expires_at')
    .executeTakeFirst();
  if (!row) throw new Refusal('challenge_unknown');
  if (row.expires_at <= now) throw new Refusal('challenge_expired');
}
