import { matchesDeviceFilter, readDeviceFilter } from './device-filter.ts';
import type { GateFacts } from './gate-facts.ts';
import type { ConditionalAccessPolicy } from './policy.ts';
import { namesOfRole } from './role-names.ts';

/** The condition that a sign-in does not meet, in the words of Graph's whatIfAnalysisReasons. */
export type Unmet = 'users' | 'application' | 'userActions' | 'devicePlatform' | 'devices' | 'clientApps';

/** Why a policy does not apply. */
export type Reason = Unmet | 'policyNotEnabled';

function names(list: readonly string[] | undefined, values: readonly string[]): boolean {
  return list?.some((entry) => values.includes(entry)) ?? false;
}

function concernsUser({ conditions: { users } }: ConditionalAccessPolicy, { user }: GateFacts): boolean {
  const self = user.guest ? [user.id, 'GuestsOrExternalUsers'] : [user.id];
  const roles = user.roles.flatMap(namesOfRole);
  // Exclusion wins, whichever way somebody is included.
  if (names(users.excludeUsers, [...self, 'All']) || names(users.excludeGroups, user.groups)) return false;
  if (names(users.excludeRoles, roles)) return false;
  return (
    names(users.includeUsers, [...self, 'All']) ||
    names(users.includeGroups, user.groups) ||
    names(users.includeRoles, roles)
  );
}

/** A policy is about applications or about user actions; Entra does not mix them either. */
function whyNotTarget(
  { conditions: { applications } }: ConditionalAccessPolicy,
  facts: GateFacts,
): Unmet | null {
  const { includeApplications, excludeApplications, includeUserActions = [] } = applications;
  if (includeUserActions.length > 0) return names(includeUserActions, facts.actions) ? null : 'userActions';
  if (names(excludeApplications, [facts.clientId, 'All'])) return 'application';
  return names(includeApplications, [facts.clientId, 'All']) ? null : 'application';
}

function concernsPlatform({ conditions: { platforms } }: ConditionalAccessPolicy, { platform }: GateFacts) {
  if (!platforms) return true;
  const own = platform === null ? ['all'] : ['all', platform];
  return names(platforms.includePlatforms, own) && !names(platforms.excludePlatforms, own);
}

function concernsClient({ conditions }: ConditionalAccessPolicy, { clientAppType }: GateFacts): boolean {
  const { clientAppTypes = [] } = conditions;
  return clientAppTypes.length === 0 || names(clientAppTypes, ['all', clientAppType]);
}

function concernsDevice(
  { conditions: { devices } }: ConditionalAccessPolicy,
  { device }: GateFacts,
): boolean {
  const filter = devices?.deviceFilter;
  if (!filter) return true;
  const read = readDeviceFilter(filter.rule);
  // A rule that cannot be read was refused when it was written; from a seed it must not open anything by its mistake.
  if (read === undefined) return true;
  return matchesDeviceFilter(read, device) === (filter.mode === 'include');
}

/** Whether a policy's conditions meet a sign-in, whatever its state: `null`, or the first that does not. Pure. */
export function whyNotConcerned(policy: ConditionalAccessPolicy, facts: GateFacts): Unmet | null {
  if (!concernsUser(policy, facts)) return 'users';
  const target = whyNotTarget(policy, facts);
  if (target !== null) return target;
  if (!concernsPlatform(policy, facts)) return 'devicePlatform';
  if (!concernsDevice(policy, facts)) return 'devices';
  return concernsClient(policy, facts) ? null : 'clientApps';
}
