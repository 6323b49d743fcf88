import { isAdministrator } from '../sign-in/roles.ts';
import type { GateFacts } from './gate-facts.ts';
import { PASS_MODES } from './strengths.ts';

/**
 * The limits of the bootstrap grant (design.md), a row each; all have to hold. Within them a pass stands in for an
 * authentication strength and for nothing else: without it, "phishing-resistant to register a method" could never be met by
 * anybody new.
 */
export const BOOTSTRAP_LIMITS: readonly {
  readonly limit: string;
  readonly why: string;
  holds(facts: GateFacts): boolean;
}[] = [
  {
    limit: 'switched on',
    why: 'a tenant that never asked for it does not have it',
    holds: ({ bootstrapGrant }) => bootstrapGrant,
  },
  {
    limit: 'a pass was shown',
    why: 'a password must never stand in for a strength',
    holds: ({ shown }) => shown.some((mode) => PASS_MODES.includes(mode)),
  },
  {
    limit: 'the pass has not ended',
    why: 'what it opens ends with it',
    holds: ({ passLeft }) => passLeft !== null && passLeft > 0,
  },
  {
    limit: 'to register a device or a method, and nothing else',
    why: 'it is there to get the first strong method, not to work with',
    holds: ({ actions, onlySetUp }) => actions.length > 0 && onlySetUp,
  },
  {
    limit: 'a token bound to a key',
    why: 'a stolen token would register the thief’s method',
    holds: ({ keyBound }) => keyBound,
  },
  {
    limit: 'no administrator',
    why: 'who can change the rules has to meet them',
    holds: ({ user }) => !isAdministrator(user.roles),
  },
];

/** May the pass stand in for a strength here? Pure. */
export function bootstraps(facts: GateFacts): boolean {
  return BOOTSTRAP_LIMITS.every((row) => row.holds(facts));
}
