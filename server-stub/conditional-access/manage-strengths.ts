import { randomUUID } from 'node:crypto';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES, type Activity, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { writePolicy } from '../sign-in/policies.ts';
import { type ConditionalAccessPolicy, readConditionalAccess } from './policy.ts';
import {
  type AuthenticationStrength,
  MFA_COMBINATIONS,
  modesOf,
  readStrengths,
  SINGLE_COMBINATIONS,
  STRENGTH_KIND,
} from './strengths.ts';

/** What an administrator writes about a strength. */
export interface StrengthText {
  readonly displayName: string;
  readonly description: string;
}

/** @throws Refusal `not_found` */
export async function findStrength(context: DirectoryContext, id: string): Promise<AuthenticationStrength> {
  const found = (await readStrengths(context)).find((strength) => strength.id === id.toLowerCase());
  if (!found) throw new Refusal('not_found');
  return found;
}

/** The policies that name a strength. */
export async function usageOf(
  context: DirectoryContext,
  id: string,
): Promise<readonly ConditionalAccessPolicy[]> {
  const policies = await readConditionalAccess(context);
  return policies.filter((policy) => policy.grantControls?.authenticationStrength?.id === id);
}

/** In any order of its modes, a combination is one of the known ones. */
function known(combination: string, list: readonly string[]): string | undefined {
  const name = (one: string) => modesOf(one).sort().join();
  return list.find((one) => name(one) === name(combination));
}

/**
 * Combinations as they are kept, and whether they are MFA. One factor and several do not mix: the strength would promise
 * neither.
 *
 * @throws Refusal `strength_combination_invalid`
 */
export function readCombinations(
  given: readonly string[],
): Pick<AuthenticationStrength, 'allowedCombinations' | 'requirementsSatisfied'> {
  const several = given.map((one) => known(one, MFA_COMBINATIONS));
  const single = given.map((one) => known(one, SINGLE_COMBINATIONS));
  const kept = (list: readonly (string | undefined)[]) =>
    [...new Set(list)].filter((one) => one !== undefined);
  if (given.length > 0 && !several.includes(undefined)) {
    return { allowedCombinations: kept(several), requirementsSatisfied: 'mfa' };
  }
  if (given.length > 0 && !single.includes(undefined)) {
    return { allowedCombinations: kept(single), requirementsSatisfied: 'none' };
  }
  const at = given.findIndex((one) => !known(one, MFA_COMBINATIONS) && !known(one, SINGLE_COMBINATIONS));
  throw new Refusal('strength_combination_invalid', {
    detail: at < 0 ? 'one factor and several, or none at all' : `allowedCombinations[${at}]`,
  });
}

async function ownStrength(context: DirectoryContext, id: string): Promise<AuthenticationStrength> {
  const strength = await findStrength(context, id);
  if (strength.policyType === 'builtIn') throw new Refusal('strength_built_in');
  return strength;
}

async function audit(
  context: DirectoryContext,
  actor: Actor,
  activity: Activity,
  { before, after }: { before: AuthenticationStrength | null; after: AuthenticationStrength | null },
): Promise<void> {
  const { id, displayName } = after ?? before ?? { id: '', displayName: '' };
  const members = ['displayName', 'description', 'allowedCombinations'] as const;
  const modifiedProperties = members
    .map((member) => ({
      displayName: member,
      oldValue: before && JSON.stringify(before[member]),
      newValue: after && JSON.stringify(after[member]),
    }))
    .filter(({ oldValue, newValue }) => oldValue !== newValue);
  await writeAudit(context, {
    activity,
    reason: '',
    actor,
    category: 'Policy',
    service: 'Conditional Access',
    targets: [{ id, type: 'Policy', displayName, modifiedProperties }],
  });
}

/** @throws Refusal `strength_combination_invalid` */
export async function createStrength(
  context: DirectoryContext,
  actor: Actor,
  { allowedCombinations, ...text }: StrengthText & { readonly allowedCombinations: readonly string[] },
): Promise<AuthenticationStrength> {
  const at = new Date(context.clock.now()).toISOString();
  const strength: AuthenticationStrength = {
    id: randomUUID(),
    ...text,
    policyType: 'custom',
    ...readCombinations(allowedCombinations),
    createdDateTime: at,
    modifiedDateTime: at,
  };
  await context.store.transaction(async () => {
    await writePolicy(context, STRENGTH_KIND, strength.id, strength);
    await audit(context, actor, ACTIVITIES.strengthAdded, { before: null, after: strength });
  });
  return strength;
}

/** @throws Refusal `not_found`, `strength_built_in` */
export async function changeStrength(
  context: DirectoryContext,
  actor: Actor,
  id: string,
  change: Partial<Pick<AuthenticationStrength, 'displayName' | 'description'>> &
    Partial<Pick<AuthenticationStrength, 'allowedCombinations' | 'requirementsSatisfied'>>,
): Promise<{ before: AuthenticationStrength; after: AuthenticationStrength }> {
  return context.store.transaction(async () => {
    const before = await ownStrength(context, id);
    const after = { ...before, ...change, modifiedDateTime: new Date(context.clock.now()).toISOString() };
    await writePolicy(context, STRENGTH_KIND, after.id, after);
    await audit(context, actor, ACTIVITIES.strengthUpdated, { before, after });
    return { before, after };
  });
}

/** @throws Refusal `not_found`, `strength_built_in`, `strength_in_use` */
export async function deleteStrength(context: DirectoryContext, actor: Actor, id: string): Promise<void> {
  await context.store.transaction(async () => {
    const before = await ownStrength(context, id);
    if ((await usageOf(context, before.id)).length > 0) throw new Refusal('strength_in_use');
    await context.store.db
      .deleteFrom('policies')
      .where('kind', '=', STRENGTH_KIND)
      .where('id', '=', before.id)
      .execute();
    await audit(context, actor, ACTIVITIES.strengthDeleted, { before, after: null });
  });
}
