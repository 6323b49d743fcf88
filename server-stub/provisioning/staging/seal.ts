import { Refusal } from '../../../electron/contract/refusal.ts';
import type { SealAnswer, SealRequest } from '../../../electron/contract/wire/provisioning.ts';
import { ACTIVITIES, writeAudit } from '../../audit/directory-audits.ts';
import type { DirectoryContext } from '../../context.ts';
import { readDevicePolicy } from '../../devices/policy.ts';
import { endReservation, lapseReservations } from '../../passes/lapse.ts';
import { findUser, memberships } from '../../sign-in/users.ts';
import type { DeviceRow, UserRow } from '../../store/tables.ts';
import { readProfile } from '../profile.ts';
import { storeEvent } from '../runs.ts';
import { mayStage, stagedLaptop } from './staged-device.ts';

/** Place of the event among those of its run; the agent numbers its own from 1 (electron/provisioning/run-events.ts). */
const SEALED_EVENT = 'ffff';

/** A laptop asks to be sealed. */
export interface Sealing {
  readonly runId: string;
  /** The device key: who it is. */
  readonly jkt: string;
  readonly request: SealRequest;
}

/**
 * IT's part is done: the laptop is sealed, and the sign-in of whoever staged it ends. It takes a live reservation of an account
 * that may stage; the key that holds it needs no token. The same run again gives the same answer.
 *
 * @throws Refusal `not_found`, `conflict`, `already_sealed`, `reservation_ended`, `staging_not_allowed`, `device_not_joined`,
 *   `sealed_for_unknown`
 */
export async function sealLaptop(context: DirectoryContext, sealing: Sealing): Promise<SealAnswer> {
  await lapseReservations(context);
  return context.store.transaction(async () => {
    await checkRun(context, sealing);
    const { seal, inUse } = await stagedLaptop(context, sealing.jkt);
    if (seal?.run_id === sealing.runId) return answer(await userOf(context, seal.sealed_for));
    if (seal !== null || inUse) throw new Refusal('already_sealed');
    const reservation = await liveReservation(context, sealing.jkt);
    await checkMayStage(context, reservation.user_id);
    const device = await joinedDevice(context, sealing.jkt);
    const person = await assignee(context, sealing.request, reservation.user_id);
    await context.store.db
      .insertInto('staged_devices')
      .values({
        device_id: device.id,
        run_id: sealing.runId,
        sealed_by: reservation.user_id,
        sealed_for: person?.id ?? null,
        sealed_at: context.clock.now(),
      })
      .execute();
    await endReservation(context, reservation, 'sealed');
    await tell(context, sealing, { device, person, stagerId: reservation.user_id });
    return answer(person);
  });
}

async function checkRun(context: DirectoryContext, { runId, jkt }: Sealing): Promise<void> {
  const run = await context.store.db
    .selectFrom('runs')
    .select('jkt')
    .where('id', '=', runId)
    .executeTakeFirst();
  if (!run) throw new Refusal('not_found');
  if (run.jkt !== jkt) throw new Refusal('conflict');
}

async function liveReservation(context: DirectoryContext, jkt: string) {
  const held = await context.store.db
    .selectFrom('reservations')
    .select(['id', 'user_id', 'pass_id'])
    .where('jkt', '=', jkt)
    .where('ended_at', 'is', null)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  if (!held) throw new Refusal('reservation_ended');
  return held;
}

async function checkMayStage(context: DirectoryContext, userId: string): Promise<void> {
  const { mode } = await readProfile(context);
  const { groups } = await memberships(context, userId);
  if (mode !== 'staged' || !mayStage(await readDevicePolicy(context), groups)) {
    throw new Refusal('staging_not_allowed');
  }
}

async function joinedDevice(context: DirectoryContext, jkt: string): Promise<DeviceRow> {
  const device = await context.store.db
    .selectFrom('devices')
    .selectAll()
    .where('jkt', '=', jkt)
    .executeTakeFirst();
  if (!device) throw new Refusal('device_not_joined');
  if (device.account_enabled === 0) throw new Refusal('device_disabled');
  return device;
}

/** A laptop that is sealed for somebody who can never open it is found out here, on IT's table. */
async function assignee(
  context: DirectoryContext,
  { assignedTo }: SealRequest,
  stagerId: string,
): Promise<UserRow | null> {
  if (assignedTo === undefined) return null;
  const person = await findUser(context, assignedTo);
  if (!person || person.account_enabled === 0 || person.id === stagerId)
    throw new Refusal('sealed_for_unknown');
  return person;
}

async function userOf(context: DirectoryContext, id: string | null): Promise<UserRow | null> {
  if (id === null) return null;
  const found = await context.store.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return found ?? null;
}

function answer(person: UserRow | null): SealAnswer {
  if (person === null) return { assignedTo: null };
  const { user_principal_name: userPrincipalName, display_name: displayName } = person;
  return { assignedTo: { userPrincipalName, displayName } };
}

interface Done {
  readonly device: DeviceRow;
  readonly person: UserRow | null;
  readonly stagerId: string;
}

/** The live board, and the log: who staged what, for whom. What the person does later are rows of their own. */
async function tell(
  context: DirectoryContext,
  { runId }: Sealing,
  { device, person, stagerId }: Done,
): Promise<void> {
  const now = context.clock.now();
  await storeEvent(context, runId, {
    id: `${runId.slice(0, -4)}${SEALED_EVENT}`,
    occurredDateTime: new Date(now).toISOString(),
    type: 'sealed',
    deviceId: device.device_id,
  });
  await context.store.db.updateTable('runs').set({ last_event_at: now }).where('id', '=', runId).execute();
  await writeAudit(context, {
    activity: ACTIVITIES.deviceSealed,
    reason: '',
    actor: { kind: 'user', userId: stagerId },
    category: 'Device',
    service: 'Device Registration Service',
    targets: [
      { id: device.id, type: 'Device', displayName: device.display_name },
      ...(person
        ? [
            {
              id: person.id,
              type: 'User' as const,
              displayName: person.display_name,
              userPrincipalName: person.user_principal_name,
            },
          ]
        : []),
    ],
    details: { deviceId: device.device_id, run: runId },
  });
}
