import { randomUUID } from 'node:crypto';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES, type Activity, type ModifiedProperty, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { writePolicy } from '../sign-in/policies.ts';
import {
  type ConditionalAccessPolicy,
  type Conditions,
  type GrantControls,
  POLICY_KIND,
  readConditionalAccess,
  type SignInFrequency,
} from './policy.ts';
import type { PolicyBody } from './schema.ts';
import { checkPolicy } from './validate.ts';

/** Entra's limit for a tenant; each one is judged at each sign-in. */
const MOST_POLICIES = 195;

/** @throws Refusal `not_found` */
export async function findPolicy(context: DirectoryContext, id: string): Promise<ConditionalAccessPolicy> {
  const policies = await readConditionalAccess(context);
  const found = policies.find((policy) => policy.id.toLowerCase() === id.toLowerCase());
  if (!found) throw new Refusal('not_found');
  return found;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, content]) => content !== undefined)) as T;
}

function grantOf(given: PolicyBody['grantControls']): GrantControls | null {
  if (!given) return null;
  const { operator = 'OR', builtInControls = [], authenticationStrength } = given;
  return {
    operator,
    builtInControls: [...new Set(builtInControls)],
    authenticationStrength: authenticationStrength ? { id: authenticationStrength.id.toLowerCase() } : null,
  };
}

function sessionOf(
  given: PolicyBody['sessionControls'],
): NonNullable<ConditionalAccessPolicy['sessionControls']> | null {
  const frequency = given?.signInFrequency;
  if (!frequency) return null;
  const signInFrequency: SignInFrequency = {
    isEnabled: frequency.isEnabled ?? true,
    frequencyInterval: frequency.frequencyInterval ?? 'timeBased',
    type: frequency.type ?? null,
    value: frequency.value ?? null,
  };
  return { signInFrequency };
}

/** What a body says, over what was there: members of `conditions` one by one, the controls as a whole. */
function merged(before: ConditionalAccessPolicy, body: PolicyBody): ConditionalAccessPolicy {
  const { displayName, state, conditions, grantControls, sessionControls } = body;
  return {
    ...before,
    displayName: displayName ?? before.displayName,
    state: state ?? before.state,
    conditions: { ...before.conditions, ...withoutUndefined((conditions ?? {}) as Conditions) },
    ...(grantControls === undefined ? {} : { grantControls: grantOf(grantControls) }),
    ...(sessionControls === undefined ? {} : { sessionControls: sessionOf(sessionControls) }),
  };
}

interface Changed {
  readonly activity: Activity;
  readonly before: ConditionalAccessPolicy | null;
  readonly after: ConditionalAccessPolicy | null;
}

/** Old and new value of each member that changed, as JSON: Entra puts the whole policy in one property. */
function differences({ before, after }: Changed): ModifiedProperty[] {
  const members = ['displayName', 'state', 'conditions', 'grantControls', 'sessionControls'] as const;
  return members
    .map((member) => ({
      displayName: member,
      oldValue: before === null ? null : JSON.stringify(before[member] ?? null),
      newValue: after === null ? null : JSON.stringify(after[member] ?? null),
    }))
    .filter(({ oldValue, newValue }) => oldValue !== newValue);
}

async function audit(context: DirectoryContext, actor: Actor, changed: Changed): Promise<void> {
  const { id, displayName } = changed.after ?? changed.before ?? { id: '', displayName: '' };
  await writeAudit(context, {
    activity: changed.activity,
    reason: '',
    actor,
    category: 'Policy',
    service: 'Conditional Access',
    targets: [{ id, type: 'Policy', displayName, modifiedProperties: differences(changed) }],
  });
}

const EMPTY = {
  users: {},
  applications: {},
  clientAppTypes: ['all'],
  platforms: null,
  devices: null,
} as const;

/** @throws Refusal `access_policy_limit`, those of `checkPolicy` */
export async function createPolicy(
  context: DirectoryContext,
  actor: Actor,
  body: PolicyBody,
): Promise<ConditionalAccessPolicy> {
  if (body.displayName === undefined || body.state === undefined || body.conditions === undefined) {
    throw new Refusal('access_policy_incomplete', { detail: 'displayName, state and conditions are needed' });
  }
  const fresh: ConditionalAccessPolicy = {
    id: randomUUID(),
    displayName: body.displayName,
    state: body.state,
    createdDateTime: new Date(context.clock.now()).toISOString(),
    modifiedDateTime: null,
    conditions: EMPTY,
    grantControls: null,
    sessionControls: null,
  };
  const policy = merged(fresh, body);
  return context.store.transaction(async () => {
    if ((await readConditionalAccess(context)).length >= MOST_POLICIES)
      throw new Refusal('access_policy_limit');
    await checkPolicy(context, policy);
    await writePolicy(context, POLICY_KIND, policy.id, policy);
    await audit(context, actor, { activity: ACTIVITIES.accessPolicyAdded, before: null, after: policy });
    return policy;
  });
}

/** @throws Refusal `not_found`, those of `checkPolicy` */
export async function changePolicy(
  context: DirectoryContext,
  actor: Actor,
  id: string,
  body: PolicyBody,
): Promise<void> {
  await context.store.transaction(async () => {
    const before = await findPolicy(context, id);
    const modifiedDateTime = new Date(context.clock.now()).toISOString();
    const after = { ...merged(before, body), modifiedDateTime };
    await checkPolicy(context, after, before);
    await writePolicy(context, POLICY_KIND, after.id, after);
    await audit(context, actor, { activity: ACTIVITIES.accessPolicyUpdated, before, after });
  });
}

/** @throws Refusal `not_found` */
export async function deletePolicy(context: DirectoryContext, actor: Actor, id: string): Promise<void> {
  await context.store.transaction(async () => {
    const before = await findPolicy(context, id);
    await context.store.db
      .deleteFrom('policies')
      .where('kind', '=', POLICY_KIND)
      .where('id', '=', before.id)
      .execute();
    await audit(context, actor, { activity: ACTIVITIES.accessPolicyDeleted, before, after: null });
  });
}
