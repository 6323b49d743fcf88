import { Refusal } from '../../electron/contract/refusal.ts';
import { ACTIVITIES, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { retireReplaced } from '../credentials/retire.ts';
import { endSessions } from '../sign-in/end-sessions.ts';
import type { CredentialRow, ReservationRow } from '../store/tables.ts';

/**
 * The reservation under which a provisional credential may be proved by this key.
 *
 * @throws Refusal `credential_not_proved` (another key), `reservation_ended`
 */
export async function reservationToProve(
  context: DirectoryContext,
  credential: CredentialRow,
  jkt: string,
): Promise<ReservationRow> {
  if (credential.jkt !== jkt) throw new Refusal('credential_not_proved');
  const row = await context.store.db
    .selectFrom('reservations')
    .selectAll()
    .where('id', '=', credential.reservation_id ?? '')
    .where('ended_at', 'is', null)
    .where('ends_at', '>', context.clock.now())
    .executeTakeFirst();
  if (!row || row.jkt !== jkt) throw new Refusal('reservation_ended');
  return row;
}

/**
 * The verified proof (rule 1): in one transaction the credential becomes active, what it replaces on its device is retired,
 * the pass is committed (a one-time pass is then used), the reservation and every token under it end, and the audit rows
 * are written. Call it in the
 * transaction of the sign-in that proved the credential.
 */
export async function commitProof(
  context: DirectoryContext,
  credential: CredentialRow,
  reservation: ReservationRow,
): Promise<void> {
  const { db } = context.store;
  const now = context.clock.now();
  await db
    .updateTable('credentials')
    .set({ state: 'active', proved_at: now })
    .where('credential_id', '=', credential.credential_id)
    .execute();
  // Another provisional credential of the same run was given up: only what was proved stays.
  await db
    .deleteFrom('credentials')
    .where('reservation_id', '=', reservation.id)
    .where('state', '=', 'provisional')
    .execute();
  await db
    .updateTable('reservations')
    .set({ ended_at: now, end_reason: 'committed', committed_at: now })
    .where('id', '=', reservation.id)
    .execute();
  await db
    .updateTable('passes')
    .set({ used_at: now })
    .where('id', '=', reservation.pass_id)
    .where('is_usable_once', '=', 1)
    .execute();
  if (credential.device_id !== null) {
    await retireReplaced(context, credential, credential.device_id);
    await db
      .updateTable('devices')
      .set({ provisioned_at: now })
      .where('id', '=', credential.device_id)
      .where('provisioned_at', 'is', null)
      .execute();
  }
  await endSessions(context, { reservation: reservation.id });
  await auditProof(context, credential, reservation);
}

async function auditProof(
  context: DirectoryContext,
  credential: CredentialRow,
  reservation: ReservationRow,
): Promise<void> {
  const user = await context.store.db
    .selectFrom('users')
    .select(['display_name', 'user_principal_name'])
    .where('id', '=', credential.user_id)
    .executeTakeFirstOrThrow();
  const target = {
    id: credential.user_id,
    type: 'User' as const,
    displayName: user.display_name,
    userPrincipalName: user.user_principal_name,
  };
  const actor = { kind: 'user' as const, userId: credential.user_id };
  await writeAudit(context, {
    activity: ACTIVITIES.passCommitted,
    reason: 'The credential was proved; the temporary access pass is committed',
    actor,
    targets: [target],
    details: { reservation: reservation.id, pass: reservation.pass_id },
  });
  await writeAudit(context, {
    activity: credential.device_id === null ? ACTIVITIES.userRegistered : ACTIVITIES.helloAdded,
    reason: 'The credential was proved by a fresh sign-in and is active',
    actor,
    targets: [target],
    details: { credential: credential.method_id },
  });
}
