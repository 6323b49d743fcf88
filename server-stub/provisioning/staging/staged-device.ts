import type { DirectoryContext } from '../../context.ts';
import type { DevicePolicy } from '../../devices/policy.ts';
import type { StagedDeviceRow } from '../../store/tables.ts';

/** What the directory knows about the laptop of a key. */
export interface StagedLaptop {
  /** `null`: nobody has sealed it, or it has not joined. */
  readonly seal: StagedDeviceRow | null;
  /** It has a credential that works: staging is over, and whoever signs in is its user. */
  readonly inUse: boolean;
}

/** May somebody in these groups stage laptops? Nobody may unless a group is named. */
export function mayStage(policy: DevicePolicy, groups: readonly string[]): boolean {
  return policy.stagingTargets.some((target) => groups.includes(target));
}

export async function stagedLaptop(context: DirectoryContext, jkt: string): Promise<StagedLaptop> {
  const { db } = context.store;
  const seal = await db
    .selectFrom('staged_devices')
    .innerJoin('devices', 'devices.id', 'staged_devices.device_id')
    .selectAll('staged_devices')
    .where('devices.jkt', '=', jkt)
    .executeTakeFirst();
  const active = await db
    .selectFrom('credentials')
    .innerJoin('devices', 'devices.id', 'credentials.device_id')
    .select('credentials.credential_id')
    .where('devices.jkt', '=', jkt)
    .where('credentials.state', '=', 'active')
    .executeTakeFirst();
  return { seal: seal ?? null, inUse: active !== undefined };
}
