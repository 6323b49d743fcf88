import type { RunEvent } from '../../electron/contract/wire/provisioning.ts';
import { ACTIVITIES, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { endReservation } from '../passes/lapse.ts';

/** The run that reports. */
export interface ReportingRun {
  readonly id: string;
  readonly jkt: string;
  readonly created_at: number;
}

/**
 * What a reported event changes. A report is what the device says; the directory believes it only where its own rows
 * agree: a device counts as provisioned when a credential of it has been proved, never because it says so (rule 6).
 */
export async function applyEvent(
  context: DirectoryContext,
  run: ReportingRun,
  event: RunEvent,
): Promise<void> {
  if (event.type === 'released') await release(context, run);
  if (event.type === 'abandoned') await abandon(context, run);
}

async function release(context: DirectoryContext, run: ReportingRun): Promise<void> {
  const { db } = context.store;
  const proved = await db
    .selectFrom('credentials')
    .innerJoin('devices', 'devices.id', 'credentials.device_id')
    .select('devices.id')
    .where('devices.jkt', '=', run.jkt)
    .where('credentials.state', '=', 'active')
    .executeTakeFirst();
  if (!proved) return;
  await db
    .updateTable('devices')
    .set({ provisioned_at: context.clock.now() })
    .where('id', '=', proved.id)
    .where('provisioned_at', 'is', null)
    .execute();
}

/** The technician's way out: the reservation is dropped and the device is not provisioned. */
async function abandon(context: DirectoryContext, run: ReportingRun): Promise<void> {
  const { db } = context.store;
  // A report that was held up must not undo what a later run of the same device has reached.
  const later = await db
    .selectFrom('runs')
    .select('id')
    .where('jkt', '=', run.jkt)
    .where('created_at', '>', run.created_at)
    .executeTakeFirst();
  if (later) return;
  const device = await db
    .updateTable('devices')
    .set({ provisioned_at: null })
    .where('jkt', '=', run.jkt)
    .returning(['id', 'display_name'])
    .executeTakeFirst();
  // IT stages it anew, for whomever.
  if (device) await db.deleteFrom('staged_devices').where('device_id', '=', device.id).execute();
  const held = await db
    .selectFrom('reservations')
    .select(['id', 'user_id', 'pass_id'])
    .where('jkt', '=', run.jkt)
    .where('ended_at', 'is', null)
    .execute();
  for (const reservation of held) await endReservation(context, reservation, 'abandoned');
  await writeAudit(context, {
    activity: ACTIVITIES.runAbandoned,
    reason: 'A technician left the set-up without a credential',
    actor: { kind: 'directory' },
    category: 'Device',
    service: 'Device Registration Service',
    targets: device ? [{ id: device.id, type: 'Device', displayName: device.display_name }] : [],
    details: { run: run.id },
  });
}
