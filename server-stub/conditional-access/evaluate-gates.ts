import type { Gate, GateKey } from '../../electron/contract/gate.ts';
import { isAdministrator } from '../sign-in/roles.ts';
import {
  type ConditionalAccessPolicy,
  isAtLeast,
  type Strength,
  USER_ACTIONS,
  type UserAction,
} from './policy.ts';

/** Everything that decides about a sign-in, as plain data. */
export interface GateFacts {
  readonly user: {
    readonly id: string;
    readonly groups: readonly string[];
    readonly roles: readonly string[];
  };
  readonly clientId: string;
  /** What the sign-in is for, besides signing in. */
  readonly actions: readonly UserAction[];
  /** What has been shown so far. */
  readonly strength: Strength;
  /** Does the strength come from a pass, and is the token bound to a key? Both decide about the bootstrap grant. */
  readonly byPass: boolean;
  readonly keyBound: boolean;
  /** Built-in rule of the client: always MFA. */
  readonly alwaysMfa: boolean;
  readonly policies: readonly ConditionalAccessPolicy[];
  readonly bootstrapGrant: boolean;
  /** Joining: `null` where the sign-in is not about a device, or the device has joined already. */
  readonly join: { readonly allowed: boolean; readonly owned: number; readonly quota: number } | null;
  readonly deviceJoined: boolean;
}

const BUILT_IN_MFA: Omit<Gate, 'satisfied'> = {
  id: 'builtin-mfa',
  displayName: 'Setting up a device needs multifactor authentication',
  requires: 'mfa',
  opens: ['temporary_access_pass', 'passkey', 'software_oath'],
};

function includes(list: readonly string[] | undefined, values: readonly string[]): boolean {
  return list?.some((entry) => values.includes(entry)) ?? false;
}

function concernsUser(policy: ConditionalAccessPolicy, { user }: GateFacts): boolean {
  const { users } = policy.conditions;
  if (includes(users.excludeUsers, [user.id]) || includes(users.excludeGroups, user.groups)) return false;
  return (
    includes(users.includeUsers, ['All', user.id]) ||
    includes(users.includeGroups, user.groups) ||
    includes(users.includeRoles, user.roles)
  );
}

/** A policy is about applications or about user actions; Entra does not mix them either. */
function concernsTarget(policy: ConditionalAccessPolicy, facts: GateFacts): boolean {
  const { includeApplications, includeUserActions } = policy.conditions.applications;
  if (includes(includeUserActions, facts.actions)) return true;
  return includes(includeApplications, ['All', facts.clientId]);
}

/**
 * The bootstrap grant (design.md): a pass may stand in for a strength when it is used to get the first strong method,
 * and for nothing else. Without it, "phishing-resistant to register a method" could never be met by anybody new.
 */
function bootstraps(facts: GateFacts): boolean {
  const onlySetUp =
    facts.actions.length > 0 &&
    facts.actions.every(
      (action) => action === USER_ACTIONS.registerDevice || action === USER_ACTIONS.registerSecurityInfo,
    );
  return (
    facts.bootstrapGrant && facts.byPass && facts.keyBound && onlySetUp && !isAdministrator(facts.user.roles)
  );
}

/** Does a policy ask this sign-in for a strength that it has not got, and the bootstrap grant stand in for it? */
export function usesBootstrapGrant(facts: GateFacts): boolean {
  const asked = applicable(facts).flatMap((policy) => policy.grantControls.authenticationStrength ?? []);
  return bootstraps(facts) && asked.some((strength) => !isAtLeast(facts.strength, strength.atLeast));
}

function applicable(facts: GateFacts): ConditionalAccessPolicy[] {
  return facts.policies
    .filter((policy) => policy.state === 'enabled')
    .filter((policy) => concernsUser(policy, facts) && concernsTarget(policy, facts));
}

function strengthGate(policy: ConditionalAccessPolicy, facts: GateFacts): Gate[] {
  const wanted = policy.grantControls.authenticationStrength;
  if (!wanted) return [];
  const opens: GateKey[] = wanted.atLeast === 'mfa' ? ['temporary_access_pass', 'passkey'] : ['passkey'];
  const satisfied = isAtLeast(facts.strength, wanted.atLeast) || bootstraps(facts);
  return [
    { id: policy.id, displayName: policy.displayName, requires: 'authentication_strength', satisfied, opens },
  ];
}

function controlGate(
  policy: ConditionalAccessPolicy,
  control: ConditionalAccessPolicy['grantControls']['builtInControls'][number],
  facts: GateFacts,
): Gate {
  const { id, displayName } = policy;
  if (control === 'block') return { id, displayName, requires: 'block', satisfied: false, opens: [] };
  if (control === 'mfa') {
    const { opens } = BUILT_IN_MFA;
    return { id, displayName, requires: 'mfa', satisfied: isAtLeast(facts.strength, 'mfa'), opens };
  }
  // Nothing here judges compliance yet: a joined device counts as joined, never as compliant.
  const satisfied = control === 'domainJoinedDevice' && facts.deviceJoined;
  const opens: GateKey[] = control === 'compliantDevice' ? ['compliant_device'] : ['joined_device'];
  return { id, displayName, requires: 'device', satisfied, opens };
}

function policyGates(policy: ConditionalAccessPolicy, facts: GateFacts): Gate[] {
  const gates = [
    ...policy.grantControls.builtInControls.map((control) => controlGate(policy, control, facts)),
    ...strengthGate(policy, facts),
  ];
  // "One of them" is met by one; block is never one of several.
  const met = policy.grantControls.operator === 'OR' && gates.some((gate) => gate.satisfied);
  return met ? gates.map((gate) => ({ ...gate, satisfied: true })) : gates;
}

function joinGates({ join }: GateFacts): Gate[] {
  if (join === null) return [];
  const opens: GateKey[] = ['administrator'];
  return [
    {
      id: 'device-join',
      displayName: 'Who may join devices',
      requires: 'join',
      satisfied: join.allowed,
      opens,
    },
    {
      id: 'device-quota',
      displayName: `Devices per user: ${join.quota}`,
      requires: 'quota',
      satisfied: join.owned < join.quota,
      opens,
    },
  ];
}

/**
 * Every gate that stands before a sign-in, and whether what was shown opens it. Pure: sign-in and preflight ask it the
 * same question and get the same answer. A built-in rule is named only where no policy of the tenant asks already.
 */
export function evaluateGates(facts: GateFacts): Gate[] {
  const gates = applicable(facts).flatMap((policy) => policyGates(policy, facts));
  const asked = gates.some((gate) => gate.requires === 'mfa');
  const builtIn =
    facts.alwaysMfa && !asked ? [{ ...BUILT_IN_MFA, satisfied: isAtLeast(facts.strength, 'mfa') }] : [];
  return [...gates, ...builtIn, ...joinGates(facts)];
}
