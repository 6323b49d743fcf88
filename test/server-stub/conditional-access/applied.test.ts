import { describe, expect, test } from 'vitest';
import { accessMembers, appliedPolicies, shownTo } from '../../../server-stub/conditional-access/applied.ts';
import { evaluateGates } from '../../../server-stub/conditional-access/evaluate-gates.ts';
import type { GateFacts } from '../../../server-stub/conditional-access/gate-facts.ts';
import type { ConditionalAccessPolicy } from '../../../server-stub/conditional-access/policy.ts';
import { facts, policy, STRENGTH } from './facts.ts';

const REPORTING = 'enabledForReportingButNotEnforced';
const of = (one: ConditionalAccessPolicy, change: Partial<GateFacts> = {}) =>
  appliedPolicies(evaluateGates(facts({ policies: [one], ...change })))[0];
const elsewhere = { conditions: { users: { includeUsers: ['None'] } } };

test.each<[string, ConditionalAccessPolicy]>([
  ['success', policy()],
  ['failure', policy({ builtInControls: ['block'] })],
  ['notApplied', policy(undefined, elsewhere)],
  ['notEnabled', policy(undefined, { state: 'disabled' })],
  ['reportOnlySuccess', policy(undefined, { state: REPORTING })],
  ['reportOnlyFailure', policy({ builtInControls: ['block'] }, { state: REPORTING })],
  ['reportOnlyFailure', policy({ builtInControls: ['compliantDevice'] }, { state: REPORTING })],
  ['reportOnlyInterrupted', policy({ authenticationStrength: STRENGTH.phr }, { state: REPORTING })],
  ['reportOnlyNotApplied', policy(undefined, { state: REPORTING, ...elsewhere })],
])('%s', (result, one) => {
  expect(of(one)?.result).toBe(result);
});

test('controls are named as Entra names them, and only where the policy applies', () => {
  const controls = { builtInControls: ['mfa', 'compliantDevice', 'domainJoinedDevice'] as const };
  expect(of(policy(controls))?.enforcedGrantControls).toEqual([
    'Mfa',
    'RequireCompliantDevice',
    'RequireDomainJoinedDevice',
  ]);
  expect(of(policy({ builtInControls: ['block'] }))?.enforcedGrantControls).toEqual(['Block']);
  expect(of(policy({ authenticationStrength: STRENGTH.mfa }))?.enforcedGrantControls).toEqual([
    'RequireAuthenticationStrength',
  ]);
  expect(of(policy(controls, elsewhere))?.enforcedGrantControls).toEqual([]);
});

test('the bootstrap grant has a line of its own', () => {
  const strong = policy({ authenticationStrength: STRENGTH.phr });
  const lines = appliedPolicies(evaluateGates(facts({ policies: [strong], bootstrapGrant: true })));
  expect(lines.map(({ id, result }) => [id, result])).toEqual([
    ['p', 'success'],
    ['bootstrap-grant', 'success'],
  ]);
});

test('status and requirement of a row', () => {
  const members = (one: ConditionalAccessPolicy) =>
    accessMembers(evaluateGates(facts({ policies: [one] })), true);
  expect(members(policy())).toMatchObject({
    conditionalAccessStatus: 'success',
    authenticationRequirementPolicies: [{}],
  });
  expect(members(policy({ builtInControls: ['block'] }))).toMatchObject({
    conditionalAccessStatus: 'failure',
    authenticationRequirementPolicies: [],
  });
  expect(members(policy(undefined, { state: REPORTING })).conditionalAccessStatus).toBe('notApplied');
  expect(accessMembers(undefined, false)).toEqual({
    conditionalAccessStatus: 'notApplied',
    appliedConditionalAccessPolicies: [],
    authenticationRequirement: 'singleFactorAuthentication',
    authenticationRequirementPolicies: [],
  });
});

describe('shown to', () => {
  const row = {
    id: 'r',
    ...accessMembers(evaluateGates(facts({ policies: [policy(undefined, { state: REPORTING })] })), true),
  };
  const result = (readsPolicies: boolean, knowsNewMembers: boolean) =>
    (
      shownTo(row, { readsPolicies, knowsNewMembers }).appliedConditionalAccessPolicies as {
        result: string;
      }[]
    ).map((one) => one.result);
  test('who may read policies, with and without new words', () => {
    expect(result(true, true)).toEqual(['reportOnlySuccess']);
    expect(result(true, false)).toEqual(['unknownFutureValue']);
  });
  test('nobody else', () => {
    expect(result(false, true)).toEqual([]);
    expect(shownTo(row, { readsPolicies: false, knowsNewMembers: true })).not.toHaveProperty(
      'authenticationRequirementPolicies',
    );
  });
});
