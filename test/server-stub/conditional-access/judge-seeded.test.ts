import { expect, test } from 'vitest';
import { judgeSeededPolicy } from '../../../server-stub/conditional-access/judge-seeded.ts';
import { DEMO } from '../../../server-stub/seed/demo.ts';

const [demo] = (DEMO.policies ?? []).filter(({ kind }) => kind === 'conditional-access');
const good = demo?.payload ?? {};
const KNOWN = { users: new Set(['u']), groups: new Set(['g']), strengths: new Set(['s']) };

test('the demo’s policy is one that Graph would take', () => {
  expect(judgeSeededPolicy(good, KNOWN)).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['a state of its own', { state: 'on' }, 'request_malformed: state: invalid_value'],
  ['no conditions', { conditions: {} }, 'conditions.users is missing'],
  [
    'a control without an operator',
    { grantControls: { builtInControls: ['mfa'] } },
    'grantControls.operator is missing',
  ],
  [
    'nothing that it asks',
    { grantControls: null },
    'access_policy_incomplete: there is neither a grant control nor a session control',
  ],
  [
    'a strength by level, as it was written once',
    { grantControls: { operator: 'AND', builtInControls: [], authenticationStrength: { atLeast: 'phr' } } },
    'request_malformed: grantControls.authenticationStrength.id: invalid_type',
  ],
])('%s', (_what, change, problem) => {
  expect(judgeSeededPolicy({ ...good, ...change }, KNOWN)[0]).toBe(problem);
});

test('every id that is nobody’s is told with its place', () => {
  const users = { includeUsers: ['All', 'u', 'x'], excludeGroups: ['g', 'x'], excludeRoles: ['King'] };
  const applications = { includeApplications: ['latchkey-agent', 'x'] };
  const grantControls = { operator: 'OR', builtInControls: [], authenticationStrength: { id: 'x' } };
  const told = judgeSeededPolicy({ ...good, conditions: { users, applications }, grantControls }, KNOWN);
  expect(told.map((problem) => problem.split(':')[0])).toEqual([
    'conditions.users.includeUsers[2]',
    'conditions.users.excludeGroups[1]',
    'conditions.users.excludeRoles[0]',
    'conditions.applications.includeApplications[1]',
    'grantControls.authenticationStrength[0]',
  ]);
});
