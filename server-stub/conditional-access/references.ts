import { CLIENTS } from '../../electron/contract/wire/challenge.ts';
import type { ConditionalAccessPolicy } from './policy.ts';
import { isRole } from './role-names.ts';

const EVERYBODY = ['All', 'None', 'GuestsOrExternalUsers'];
const EVERYTHING = ['All', 'None'];

/** Ids that there are, of what a policy may name. */
export interface KnownIds {
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly strengths: ReadonlySet<string>;
}

/** The users or groups that a policy names, pseudo-values such as `All` among them. */
export function namedIds(
  { conditions }: ConditionalAccessPolicy,
  table: 'users' | 'groups',
): readonly string[] {
  const { includeUsers = [], excludeUsers = [], includeGroups = [], excludeGroups = [] } = conditions.users;
  return table === 'users' ? [...includeUsers, ...excludeUsers] : [...includeGroups, ...excludeGroups];
}

/** Where a policy names what is not there, such as `conditions.users.includeGroups[1]`. Pure. */
export function unknownReferences(policy: ConditionalAccessPolicy, known: KnownIds): string[] {
  const { users, applications } = policy.conditions;
  const clients: readonly string[] = Object.values(CLIENTS);
  const strength = policy.grantControls?.authenticationStrength;
  const isUser = (id: string) => EVERYBODY.includes(id) || known.users.has(id);
  const isGroup = (id: string) => known.groups.has(id);
  const isApplication = (id: string) => clients.includes(id) || EVERYTHING.includes(id);
  const lists: [member: string, named: readonly string[] | undefined, is: (id: string) => boolean][] = [
    ['conditions.users.includeUsers', users.includeUsers, isUser],
    ['conditions.users.excludeUsers', users.excludeUsers, isUser],
    ['conditions.users.includeGroups', users.includeGroups, isGroup],
    ['conditions.users.excludeGroups', users.excludeGroups, isGroup],
    ['conditions.users.includeRoles', users.includeRoles, isRole],
    ['conditions.users.excludeRoles', users.excludeRoles, isRole],
    ['conditions.applications.includeApplications', applications.includeApplications, isApplication],
    ['conditions.applications.excludeApplications', applications.excludeApplications, isApplication],
    ['grantControls.authenticationStrength', strength ? [strength.id] : [], (id) => known.strengths.has(id)],
  ];
  return lists.flatMap(([member, named = [], is]) =>
    named.flatMap((id, index) => (is(id) ? [] : [`${member}[${index}]`])),
  );
}
