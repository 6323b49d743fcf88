import type { DirectoryContext } from '../context.ts';
import { endReservation } from '../passes/lapse.ts';
import { endSessions } from '../sign-in/end-sessions.ts';

/**
 * Ends whatever a person has open: sign-ins with their tokens, and passes that a laptop holds (those are not used up).
 * Call it in the transaction of the change.
 */
export async function endAccess(context: DirectoryContext, userId: string): Promise<void> {
  const held = await context.store.db
    .selectFrom('reservations')
    .select(['id', 'user_id', 'pass_id'])
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute();
  for (const reservation of held) await endReservation(context, reservation, 'user_changed');
  await endSessions(context, { user: userId });
}
