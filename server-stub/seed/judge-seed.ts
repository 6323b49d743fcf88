import { ROLES } from '../sign-in/roles.ts';
import { isLocalPart } from '../users/name.ts';
import { judgePolicies } from './judge-policies.ts';
import type { Seed } from './seed.ts';

/** Index pairs of what is there a second time. */
function repeated(place: (index: number) => string, names: readonly string[]): string[] {
  const firsts = new Map<string, number>();
  return names.flatMap((name, index) => {
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, index);
    return first === undefined ? [] : [`${place(index)}: the same as ${place(first)}`];
  });
}

/** What a seed's schema cannot say: each name is there once, and whatever is named exists. */
export function judgeSeed(seed: Seed): string[] {
  const { domains, groups = [], users, policies = [] } = seed;
  const names = users.map((user) => user.userPrincipalName.toLowerCase());
  const known = {
    domains: new Set(domains.map((domain) => domain.name.toLowerCase())),
    groups: new Set(groups.map((group) => group.id)),
    roles: new Set<string>(Object.values(ROLES)),
  };
  const unknown = users.flatMap(({ groups: members = [], roles = [] }, index) => [
    ...(known.domains.has(names[index]?.split('@')[1] ?? '')
      ? []
      : [`users[${index}].userPrincipalName: its domain is not among the domains`]),
    ...(isLocalPart(names[index]?.split('@')[0] ?? '')
      ? []
      : [`users[${index}].userPrincipalName: the name before the @ has a character that names do not have`]),
    ...members.flatMap((group, at) =>
      known.groups.has(group) ? [] : [`users[${index}].groups[${at}]: there is no such group`],
    ),
    ...roles.flatMap((role, at) =>
      known.roles.has(role) ? [] : [`users[${index}].roles[${at}]: there is no such role`],
    ),
  ]);
  return [
    ...repeated(
      (index) => `users[${index}].id`,
      users.map((user) => user.id.toLowerCase()),
    ),
    ...repeated((index) => `users[${index}].userPrincipalName`, names),
    ...repeated(
      (index) => `groups[${index}].id`,
      groups.map((group) => group.id),
    ),
    ...unknown,
    ...repeated(
      (index) => `policies[${index}]`,
      policies.map(({ kind, id }) => `${kind} ${id}`),
    ),
    ...judgePolicies(seed),
  ];
}
