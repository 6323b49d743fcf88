import { ACTIVITIES, type Activity, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserCaller } from '../http/authenticate.ts';
import type { DeviceRow } from '../store/tables.ts';

/** A device joined: Entra's `Register device`. */
export function auditDeviceRegistered(
  context: DirectoryContext,
  caller: UserCaller,
  device: DeviceRow,
): Promise<void> {
  return write(context, caller, device, ACTIVITIES.deviceRegistered);
}

/** A device has an owner, or another one: Entra's `Add registered owner to device`. */
export function auditDeviceOwner(
  context: DirectoryContext,
  caller: UserCaller,
  device: DeviceRow,
): Promise<void> {
  return write(context, caller, device, ACTIVITIES.ownerAdded);
}

/** The directory vouches for the device's TPM. @param tpm which TPM it was, and by which endorsement certificate */
export function auditAttestationKey(
  context: DirectoryContext,
  caller: UserCaller,
  device: DeviceRow,
  tpm: Readonly<Record<string, string>>,
): Promise<void> {
  return write(context, caller, device, ACTIVITIES.attestationKeyCertified, tpm);
}

async function write(
  context: DirectoryContext,
  caller: UserCaller,
  device: DeviceRow,
  activity: Activity,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const owner = await context.store.db
    .selectFrom('users')
    .select(['display_name', 'user_principal_name'])
    .where('id', '=', caller.userId)
    .executeTakeFirstOrThrow();
  await writeAudit(context, {
    activity,
    reason: '',
    actor: { kind: 'user', userId: caller.userId },
    category: 'Device',
    service: 'Device Registration Service',
    targets: [
      { id: device.id, type: 'Device', displayName: device.display_name },
      {
        id: caller.userId,
        type: 'User',
        displayName: owner.display_name,
        userPrincipalName: owner.user_principal_name,
      },
    ],
    details: {
      deviceId: device.device_id,
      joinType: device.join_type,
      ...more,
      ...(caller.reservationId === null ? {} : { reservation: caller.reservationId }),
    },
  });
}
