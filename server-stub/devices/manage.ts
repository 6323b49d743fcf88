import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES, type Activity, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { line } from '../http/line.ts';
import { endReservation } from '../passes/lapse.ts';
import { endSessions } from '../sign-in/end-sessions.ts';
import type { DeviceRow } from '../store/tables.ts';

/** `PATCH /devices/{id}`: what an administrator, or what manages devices, says of one. */
export const DeviceChange = z.strictObject({
  '@odata.type': z.optional(z.literal('#microsoft.graph.device')),
  accountEnabled: z.optional(z.boolean()),
  displayName: z.optional(line(256)),
  isCompliant: z.optional(z.boolean()),
});
export type DeviceChange = z.infer<typeof DeviceChange>;

/**
 * Changes a device. One that is switched off is signed out at once and what its key holds is let go; its credentials stay,
 * and are refused as `device_disabled` until it is switched on again.
 *
 * @throws Refusal `not_found`
 */
export async function updateDevice(
  context: DirectoryContext,
  actor: Actor,
  device: DeviceRow,
  change: DeviceChange,
): Promise<void> {
  const { accountEnabled, displayName, isCompliant } = change;
  const set = {
    ...(accountEnabled === undefined
      ? {}
      : { account_enabled: accountEnabled ? (1 as const) : (0 as const) }),
    ...(displayName === undefined ? {} : { display_name: displayName }),
    ...(isCompliant === undefined ? {} : { is_compliant: isCompliant ? (1 as const) : (0 as const) }),
  };
  if (Object.keys(set).length === 0) return;
  await context.store.transaction(async () => {
    const { numUpdatedRows } = await context.store.db
      .updateTable('devices')
      .set(set)
      .where('id', '=', device.id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('not_found');
    if (accountEnabled === false) await endDeviceAccess(context, device);
    const changed = Object.entries(change).map(([member, value]) => `${member}=${String(value)}`);
    await audit(context, actor, ACTIVITIES.deviceUpdated, device, { changed: changed.join(', ') });
  });
}

/**
 * Deletes a device with the credentials that belong to it. Their public keys are kept apart, so that a laptop that signs in
 * with one hears that it was removed (Entra: 130008 NgcDeviceIsNotFound) and not that its key is unknown. The same key may
 * join again, as a new device.
 *
 * @throws Refusal `not_found`
 */
export async function deleteDevice(
  context: DirectoryContext,
  actor: Actor,
  device: DeviceRow,
): Promise<void> {
  await context.store.transaction(async () => {
    await endDeviceAccess(context, device);
    await loseCredentials(context, device);
    const { numDeletedRows } = await context.store.db
      .deleteFrom('devices')
      .where('id', '=', device.id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new Refusal('not_found');
    await audit(context, actor, ACTIVITIES.deviceRemoved, device);
  });
}

/** Sign-ins of its key and of its credentials, and the passes that its key holds (those are not used up). */
async function endDeviceAccess(context: DirectoryContext, device: DeviceRow): Promise<void> {
  const { db } = context.store;
  const held = await db
    .selectFrom('reservations')
    .select(['id', 'user_id', 'pass_id'])
    .where('jkt', '=', device.jkt)
    .where('ended_at', 'is', null)
    .execute();
  for (const reservation of held) await endReservation(context, reservation, 'abandoned');
  await endSessions(context, { key: device.jkt });
  for (const { credential_id } of await credentialsOf(context, device)) {
    await endSessions(context, { credential: credential_id });
  }
}

async function loseCredentials(context: DirectoryContext, device: DeviceRow): Promise<void> {
  const lost_at = context.clock.now();
  const lost = (await credentialsOf(context, device)).filter((one) => one.state === 'active');
  if (lost.length === 0) return;
  await context.store.db
    .insertInto('lost_credentials')
    .values(
      lost.map(({ credential_id, user_id, public_key }) => ({ credential_id, user_id, public_key, lost_at })),
    )
    .onConflict((row) => row.column('credential_id').doNothing())
    .execute();
}

function credentialsOf(context: DirectoryContext, device: DeviceRow) {
  return context.store.db
    .selectFrom('credentials')
    .select(['credential_id', 'user_id', 'public_key', 'state'])
    .where('device_id', '=', device.id)
    .execute();
}

function audit(
  context: DirectoryContext,
  actor: Actor,
  activity: Activity,
  device: DeviceRow,
  details: Readonly<Record<string, string>> = {},
): Promise<void> {
  return writeAudit(context, {
    activity,
    reason: '',
    actor,
    category: 'Device',
    service: 'Core Directory',
    targets: [{ id: device.id, type: 'Device', displayName: device.display_name }],
    details: { deviceId: device.device_id, ...details },
  });
}
