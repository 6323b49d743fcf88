import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { readDeviceFilter } from './device-filter.ts';
import type { ConditionalAccessPolicy, SignInFrequency } from './policy.ts';
import { namedIds, unknownReferences } from './references.ts';
import { readStrengths } from './strengths.ts';

/** Graph's range for each unit. */
const LONGEST = { hours: 23, days: 365 } as const;

function incomplete(detail: string): Refusal {
  return new Refusal('access_policy_incomplete', { detail });
}

function checkWhole({ conditions, grantControls, sessionControls }: ConditionalAccessPolicy): void {
  const { users, applications } = conditions;
  const { includeApplications = [], includeUserActions = [] } = applications;
  if (includeApplications.length > 0 && includeUserActions.length > 0) {
    throw new Refusal('access_targets_conflict');
  }
  const included = [users.includeUsers, users.includeGroups, users.includeRoles];
  if (included.every((list) => (list ?? []).length === 0))
    throw incomplete('conditions.users includes nobody');
  if (includeApplications.length + includeUserActions.length === 0) {
    throw incomplete('conditions.applications names nothing');
  }
  if (conditions.platforms?.includePlatforms.length === 0) throw incomplete('conditions.platforms is empty');
  const grants =
    (grantControls?.builtInControls.length ?? 0) + (grantControls?.authenticationStrength ? 1 : 0);
  if (grantControls && grants === 0) throw incomplete('grantControls asks for nothing');
  if (grants === 0 && !sessionControls?.signInFrequency?.isEnabled) {
    throw incomplete('there is neither a grant control nor a session control');
  }
}

function checkControls({ grantControls }: ConditionalAccessPolicy): void {
  if (!grantControls) return;
  const { builtInControls, authenticationStrength } = grantControls;
  if (authenticationStrength && builtInControls.includes('mfa')) {
    throw new Refusal('access_controls_conflict', { detail: 'mfa and an authentication strength' });
  }
  const alone = builtInControls.length === 1 && !authenticationStrength;
  if (builtInControls.includes('block') && !alone) {
    throw new Refusal('access_controls_conflict', { detail: 'block and something else' });
  }
}

function checkFrequency(frequency: SignInFrequency | null | undefined): void {
  if (!frequency?.isEnabled || frequency.frequencyInterval === 'everyTime') return;
  const { type, value } = frequency;
  const range = type ? LONGEST[type] : 0;
  if (!type || !value || value < 1 || value > range) {
    throw incomplete('signInFrequency needs 1 to 23 hours or 1 to 365 days');
  }
}

/** Ids of the table among those that the policy names, and those that it named before. */
async function idsOf(
  context: DirectoryContext,
  table: 'users' | 'groups',
  { policy, before }: { readonly policy: ConditionalAccessPolicy; readonly before?: ConditionalAccessPolicy },
): Promise<ReadonlySet<string>> {
  const named = namedIds(policy, table);
  const kept = before ? namedIds(before, table) : [];
  if (named.length === 0) return new Set();
  const rows = await context.store.db.selectFrom(table).select('id').where('id', 'in', named).execute();
  return new Set([...kept, ...rows.map((row) => row.id)]);
}

async function checkReferences(
  context: DirectoryContext,
  changed: { readonly policy: ConditionalAccessPolicy; readonly before?: ConditionalAccessPolicy },
): Promise<void> {
  const [unknown] = unknownReferences(changed.policy, {
    users: await idsOf(context, 'users', changed),
    groups: await idsOf(context, 'groups', changed),
    strengths: new Set((await readStrengths(context)).map((strength) => strength.id)),
  });
  if (unknown !== undefined) throw new Refusal('access_reference_unknown', { detail: unknown });
}

function checkFilter({ conditions }: ConditionalAccessPolicy): void {
  const rule = conditions.devices?.deviceFilter?.rule;
  if (rule !== undefined && readDeviceFilter(rule) === undefined) {
    throw new Refusal('access_condition_unsupported', { detail: 'conditions.devices.deviceFilter.rule' });
  }
}

/** What can be said of a policy without the directory. @throws Refusal see `checkPolicy` */
export function checkShape(policy: ConditionalAccessPolicy): void {
  checkWhole(policy);
  checkControls(policy);
  checkFrequency(policy.sessionControls?.signInFrequency);
  checkFilter(policy);
}

/**
 * May the tenant have this policy? That it might lock administrators out is no reason to refuse it: Entra warns in its
 * portal, and the preflight tells beforehand.
 *
 * @param before the policy that is changed. What it names may be gone meanwhile, and stays: who has to switch a policy off in
 *   a hurry has no time to mend it.
 * @throws Refusal `access_targets_conflict`, `access_controls_conflict`, `access_policy_incomplete`,
 *   `access_reference_unknown`, `access_condition_unsupported`
 */
export async function checkPolicy(
  context: DirectoryContext,
  policy: ConditionalAccessPolicy,
  before?: ConditionalAccessPolicy,
): Promise<void> {
  checkShape(policy);
  await checkReferences(context, { policy, ...(before ? { before } : {}) });
}
