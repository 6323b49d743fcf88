import type { DirectoryContext } from '../context.ts';
import { readPolicy } from '../sign-in/policies.ts';

/** The tenant's rule for passes (Graph: temporaryAccessPassAuthenticationMethodConfiguration). Lifetimes in minutes. */
export interface PassPolicy {
  readonly state: 'enabled' | 'disabled';
  readonly minimumLifetimeInMinutes: number;
  readonly maximumLifetimeInMinutes: number;
  readonly defaultLifetimeInMinutes: number;
  /** `true` forces every pass to be one-time; `false` lets the issuer choose. */
  readonly isUsableOnce: boolean;
  readonly defaultLength: number;
  /** Ids of groups, or `all_users`. */
  readonly includeTargets: readonly string[];
  readonly excludeTargets: readonly string[];
}

/** Entra's defaults. */
export const PASS_POLICY_DEFAULTS: PassPolicy = {
  state: 'enabled',
  minimumLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
  defaultLifetimeInMinutes: 60,
  isUsableOnce: false,
  defaultLength: 8,
  includeTargets: ['all_users'],
  excludeTargets: [],
};

export function readPassPolicy(context: DirectoryContext): Promise<PassPolicy> {
  return readPolicy(context, 'pass', PASS_POLICY_DEFAULTS);
}

/** Is somebody in these groups allowed to have and use a pass? Exclusion wins. */
export function inPassScope(policy: PassPolicy, groups: readonly string[]): boolean {
  if (policy.state === 'disabled') return false;
  if (policy.excludeTargets.some((target) => target === 'all_users' || groups.includes(target))) return false;
  return policy.includeTargets.some((target) => target === 'all_users' || groups.includes(target));
}
