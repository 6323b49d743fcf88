import { ACTIVITIES, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { endSessions } from '../sign-in/end-sessions.ts';
import type { ReservationRow } from '../store/tables.ts';

type EndReason = NonNullable<ReservationRow['end_reason']>;

/**
 * Ends one reservation: its sign-ins are revoked and what is provisional under it is deleted. Call it in a transaction.
 * Ending one that has ended does nothing.
 */
export async function endReservation(
  context: DirectoryContext,
  reservation: Pick<ReservationRow, 'id' | 'user_id' | 'pass_id'>,
  reason: Exclude<EndReason, 'committed'>,
): Promise<void> {
  const { db } = context.store;
  const ended = await db
    .updateTable('reservations')
    .set({ ended_at: context.clock.now(), end_reason: reason })
    .where('id', '=', reservation.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return;
  await endSessions(context, { reservation: reservation.id });
  await db
    .deleteFrom('credentials')
    .where('reservation_id', '=', reservation.id)
    .where('state', '=', 'provisional')
    .execute();
  await writeAudit(context, {
    activity: ACTIVITIES.passReservationEnded,
    reason: `Reservation ended: ${reason}`,
    actor: { kind: 'directory' },
    targets: [{ id: reservation.user_id, type: 'User', displayName: '' }],
    details: { reservation: reservation.id, pass: reservation.pass_id },
  });
}

/**
 * Ends every reservation whose time is over. Called before each look at reservations or provisional credentials and by
 * the sweep, so that nothing depends on when the sweep runs.
 */
export async function lapseReservations(context: DirectoryContext): Promise<void> {
  const due = () =>
    context.store.db
      .selectFrom('reservations')
      .select(['id', 'user_id', 'pass_id'])
      .where('ended_at', 'is', null)
      .where('ends_at', '<=', context.clock.now())
      .limit(100)
      .execute();
  // Nearly always there is nothing to do, and finding that out needs no write lock.
  if ((await due()).length === 0) return;
  await context.store.transaction(async () => {
    for (const reservation of await due()) await endReservation(context, reservation, 'lapsed');
  });
}
