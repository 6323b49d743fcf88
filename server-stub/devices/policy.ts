import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { readPolicy } from '../sign-in/policies.ts';
import { memberships } from '../sign-in/users.ts';

/** The tenant's rule for joining devices (Graph: deviceRegistrationPolicy, reduced). */
export interface DevicePolicy {
  /** How many devices one user may own. */
  readonly userDeviceQuota: number;
  /** Ids of groups, or `all_users`. */
  readonly includeTargets: readonly string[];
  readonly excludeTargets: readonly string[];
  /** Ids of groups whose members stage laptops where the profile says `staged`. Nobody else may. */
  readonly stagingTargets: readonly string[];
}

/** Entra's defaults: everybody may join, up to fifty devices. */
export const DEVICE_POLICY_DEFAULTS: DevicePolicy = {
  userDeviceQuota: 50,
  includeTargets: ['all_users'],
  excludeTargets: [],
  stagingTargets: [],
};

export function readDevicePolicy(context: DirectoryContext): Promise<DevicePolicy> {
  return readPolicy(context, 'device', DEVICE_POLICY_DEFAULTS);
}

/** May somebody in these groups join devices? Exclusion wins. */
export function mayJoin(policy: DevicePolicy, groups: readonly string[]): boolean {
  const names = (target: string) => target === 'all_users' || groups.includes(target);
  return policy.includeTargets.some(names) && !policy.excludeTargets.some(names);
}

/**
 * How many devices the user owns; those switched off count, or quota could be had by switching off. Those that the user has
 * only sealed for others do not: a staging account would be full after one table.
 */
export async function countDevices(context: DirectoryContext, userId: string): Promise<number> {
  const { count } = await context.store.db
    .selectFrom('devices')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('owner_id', '=', userId)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('staged_devices')
            .select('staged_devices.device_id')
            .whereRef('staged_devices.device_id', '=', 'devices.id')
            .where('staged_devices.sealed_by', '=', userId),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * May the user own one more device?
 *
 * @throws Refusal `join_blocked`, `device_quota`
 */
export async function checkMayJoin(context: DirectoryContext, userId: string): Promise<void> {
  const policy = await readDevicePolicy(context);
  const { groups } = await memberships(context, userId);
  if (!mayJoin(policy, groups)) throw new Refusal('join_blocked');
  if ((await countDevices(context, userId)) >= policy.userDeviceQuota) throw new Refusal('device_quota');
}
