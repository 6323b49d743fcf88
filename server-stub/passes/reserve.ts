import { randomUUID } from 'node:crypto';
import { Refusal } from '../../electron/contract/refusal.ts';
import { ACTIVITIES, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import type { PassRow, ReservationRow } from '../store/tables.ts';
import { HOLD_MS, passEnd } from './usability.ts';

/** How often a one-time pass may be held. */
export const MOST_RESERVATIONS = 3;

/** The live reservation of a user's pass by this key; `lapseReservations` has been called before. */
export function liveReservation(
  context: DirectoryContext,
  userId: string,
  jkt: string,
): Promise<ReservationRow | undefined> {
  return context.store.db
    .selectFrom('reservations')
    .selectAll()
    .where('user_id', '=', userId)
    .where('jkt', '=', jkt)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', context.clock.now())
    .executeTakeFirst();
}

async function checkFree(context: DirectoryContext, pass: PassRow, jkt: string): Promise<void> {
  const now = context.clock.now();
  const all = await context.store.db
    .selectFrom('reservations')
    .selectAll()
    .where('pass_id', '=', pass.id)
    .execute();
  const other = all.find((row) => row.ended_at === null && row.ends_at > now && row.jkt !== jkt);
  if (other) throw new Refusal('pass_reserved', { retryAfter: Math.ceil((other.ends_at - now) / 1000) });
  if (all.length >= MOST_RESERVATIONS) throw new Refusal('reservation_limit');
}

/**
 * Holds a pass for a device key (rule 1). The same key takes its live reservation up again, which is not a new one.
 * A one-time pass is held by one key at a time, a multi-use pass by as many devices as it sets up. Call it in the
 * transaction that signs in, with a pass that was judged in the same transaction.
 *
 * @throws Refusal `pass_reserved`, `reservation_limit`
 */
export async function reservePass(
  context: DirectoryContext,
  pass: PassRow,
  jkt: string,
): Promise<ReservationRow> {
  const { db } = context.store;
  const now = context.clock.now();
  const live = await liveReservation(context, pass.user_id, jkt);
  if (live?.pass_id === pass.id) {
    await db.updateTable('reservations').set({ verified_at: now }).where('id', '=', live.id).execute();
    return { ...live, verified_at: now };
  }
  if (pass.is_usable_once === 1) await checkFree(context, pass, jkt);
  const row: ReservationRow = {
    id: randomUUID(),
    pass_id: pass.id,
    user_id: pass.user_id,
    jkt,
    created_at: now,
    verified_at: now,
    ends_at: pass.is_usable_once === 1 ? Math.min(now + HOLD_MS, passEnd(pass)) : passEnd(pass),
    ended_at: null,
    end_reason: null,
    committed_at: null,
  };
  await db.insertInto('reservations').values(row).execute();
  await writeAudit(context, {
    activity: ACTIVITIES.passReserved,
    reason: 'Temporary access pass held for a device key',
    actor: { kind: 'user', userId: pass.user_id },
    targets: [{ id: pass.user_id, type: 'User', displayName: '' }],
    details: { reservation: row.id, pass: pass.id, deviceKey: jkt },
  });
  return row;
}

/**
 * Uses a one-time pass up at sign-in, as every client but the agent does. A multi-use pass stays as it is.
 *
 * @throws Refusal `pass_used`, `pass_reserved`
 */
export async function spendPass(context: DirectoryContext, pass: PassRow, jkt: string): Promise<void> {
  if (pass.is_usable_once === 0) return;
  const { db } = context.store;
  const now = context.clock.now();
  const held = await db
    .selectFrom('reservations')
    .select(['ends_at'])
    .where('pass_id', '=', pass.id)
    .where('ended_at', 'is', null)
    .where('jkt', '!=', jkt)
    .executeTakeFirst();
  if (held) throw new Refusal('pass_reserved', { retryAfter: Math.ceil((held.ends_at - now) / 1000) });
  const spent = await db
    .updateTable('passes')
    .set({ used_at: now })
    .where('id', '=', pass.id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (spent.numUpdatedRows === 0n) throw new Refusal('pass_used');
}
