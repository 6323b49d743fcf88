import { describe, expect, test } from 'vitest';
import { blockingSlug } from '../../../server-stub/conditional-access/blocking.ts';
import { evaluateGates } from '../../../server-stub/conditional-access/evaluate-gates.ts';
import type { GateFacts } from '../../../server-stub/conditional-access/gate-facts.ts';
import { ROLES } from '../../../server-stub/sign-in/roles.ts';
import { facts, policy, STRENGTH } from './facts.ts';

/* Each limit of the bootstrap grant (design.md), by name. */

const strong = policy({ authenticationStrength: STRENGTH.phr, operator: 'AND' });
const evaluate = (change: Partial<GateFacts>) =>
  evaluateGates(facts({ policies: [strong], bootstrapGrant: true, ...change }));
const slug = (change: Partial<GateFacts>) => blockingSlug(evaluate(change).gates);
const user = (role: string) => ({ id: 'u', groups: [], roles: [role], guest: false });

test('it stands in for a strength, and says so', () => {
  const evaluation = evaluate({});
  expect(blockingSlug(evaluation.gates)).toBeUndefined();
  expect(evaluation.bootstrapped).toBe(true);
  expect(evaluation.gates).toContainEqual(
    expect.objectContaining({ id: 'p', satisfied: true, bootstrapped: true }),
  );
});

test.each<[string, Partial<GateFacts>]>([
  ['switched off', { bootstrapGrant: false }],
  ['a password instead of a pass', { shown: ['password', 'softwareOath'], passLeft: null }],
  ['a pass that has ended', { passLeft: 0 }],
  ['a sign-in without a set-up action', { actions: [] }],
  ['a token that may do more than set up', { onlySetUp: false }],
  ['a token that is not bound to a key', { keyBound: false }],
  ['a Global Administrator', { user: user(ROLES.globalAdministrator) }],
  ['a Conditional Access Administrator', { user: user(ROLES.conditionalAccessAdministrator) }],
])('it is not for %s', (_what, change) => {
  expect(slug(change)).toBeDefined();
  expect(evaluate(change).bootstrapped).toBe(false);
});

test.each([ROLES.globalReader, ROLES.securityReader])('a %s changes nothing and may use it', (role) => {
  expect(slug({ user: user(role) })).toBeUndefined();
});

test('where it would stand in, the gate says that a pass opens it: the loop, and not a dead end', () => {
  const password = { shown: ['password'], passLeft: null } as const;
  expect(slug(password)).toBe('mfa_required');
  expect(evaluate(password).gates).toContainEqual(
    expect.objectContaining({ id: 'p', satisfied: false, opens: ['temporary_access_pass', 'passkey'] }),
  );
  expect(slug({ ...password, bootstrapGrant: false })).toBe('policy_blocked');
});

describe('it relaxes nothing else', () => {
  test.each([
    ['block', { builtInControls: ['block'] }],
    ['compliance', { builtInControls: ['compliantDevice'] }],
    ['hybrid join', { builtInControls: ['domainJoinedDevice'] }],
  ] as const)('%s', (_what, controls) => {
    expect(slug({ policies: [strong, policy(controls, { id: 'q' })] })).toBe('policy_blocked');
  });
  test('a platform', () => {
    const platforms = { includePlatforms: ['linux'] } as const;
    const one = policy({ builtInControls: ['block'] }, { id: 'q', conditions: { platforms } });
    expect(slug({ policies: [strong, one] })).toBe('policy_blocked');
  });
});

test('it is not named where the strength was met anyway', () => {
  const both = policy({ authenticationStrength: STRENGTH.mfa });
  expect(evaluate({ policies: [both] }).bootstrapped).toBe(false);
});

test('a policy that only reports does not use it', () => {
  const reporting = { ...strong, state: 'enabledForReportingButNotEnforced' } as const;
  expect(evaluate({ policies: [reporting] }).bootstrapped).toBe(false);
});
