import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';

/** The challenge of a registration and the sign-in that asked for it. */
export interface SpentChallenge {
  readonly challenge: string;
  readonly userId: string;
  readonly sid: string;
}

/**
 * Uses a creation challenge up: once, by the user and in the sign-in (grant) that it was made for.
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
