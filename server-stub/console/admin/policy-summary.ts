import type { AccessPolicy } from '../client/shapes.ts';
import { EN } from '../text/en.ts';

const T = EN.access;

const list = (of: Readonly<Record<string, readonly string[] | null>>, name: string): readonly string[] =>
  of[name] ?? [];

function whoOf({ conditions: { users } }: AccessPolicy): string {
  if (list(users, 'includeUsers').includes('All')) return T.everybody;
  const parts = [
    [T.people, list(users, 'includeUsers').length],
    [T.groups, list(users, 'includeGroups').length],
    [T.roles, list(users, 'includeRoles').length],
  ] as const;
  const said = parts.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  return said.length === 0 ? T.nobody : T.anybodyOf(said.join(', '));
}

function butOf({ conditions: { users } }: AccessPolicy): string {
  const count = ['excludeUsers', 'excludeGroups', 'excludeRoles'].reduce(
    (sum, name) => sum + list(users, name).length,
    0,
  );
  return count === 0 ? '' : T.but(count);
}

function whenOf({ conditions: { applications } }: AccessPolicy): string {
  const actions = list(applications, 'includeUserActions').map((action) => T.actions[action] ?? action);
  if (actions.length > 0) return actions.join(', ');
  const included = list(applications, 'includeApplications');
  return included.includes('All') ? T.everyApplication : T.someApplications(included.length);
}

function asksOf({ grantControls }: AccessPolicy): string {
  if (grantControls === null) return T.asksNothing;
  const strength = grantControls.authenticationStrength?.displayName;
  const controls = grantControls.builtInControls.map(
    (control) => EN.controls[control.toLowerCase()] ?? control,
  );
  const all = [...controls, ...(strength ? [strength] : [])];
  return all.join(grantControls.operator === 'OR' ? T.or : T.and);
}

/** A policy in one sentence. */
export function policySummary(policy: AccessPolicy): string {
  const blocks = policy.grantControls?.builtInControls.includes('block') ?? false;
  const [who, but, when] = [whoOf(policy), butOf(policy), whenOf(policy)];
  return blocks ? T.blocks(who, but, when) : T.asks(who, but, when, asksOf(policy));
}
