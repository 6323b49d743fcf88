import { expect, test } from 'vitest';
import { evaluateGates } from '../../../server-stub/conditional-access/evaluate-gates.ts';
import { sessionLimit } from '../../../server-stub/conditional-access/frequency.ts';
import type {
  ConditionalAccessPolicy,
  SignInFrequency,
} from '../../../server-stub/conditional-access/policy.ts';
import { facts, policy } from './facts.ts';

const HOUR = 3_600_000;
const rule = (frequency: SignInFrequency, change: Partial<ConditionalAccessPolicy> = {}) => ({
  ...policy(null),
  sessionControls: { signInFrequency: frequency },
  ...change,
});
const limit = (...policies: ConditionalAccessPolicy[]) =>
  sessionLimit(evaluateGates(facts({ policies })).verdicts);
const hours = (value: number): SignInFrequency => ({ isEnabled: true, type: 'hours', value });

test.each<[string, ConditionalAccessPolicy[], number | null]>([
  ['no policy', [], null],
  ['hours', [rule(hours(4))], 4 * HOUR],
  ['days', [rule({ isEnabled: true, type: 'days', value: 2 })], 48 * HOUR],
  ['every time leaves five minutes', [rule({ isEnabled: true, frequencyInterval: 'everyTime' })], 300_000],
  ['the shortest counts', [rule(hours(4)), rule(hours(1)), rule(hours(9))], HOUR],
  ['one that is switched off', [rule({ ...hours(1), isEnabled: false })], null],
  ['a policy that is off', [rule(hours(1), { state: 'disabled' })], null],
  ['a policy that only reports', [rule(hours(1), { state: 'enabledForReportingButNotEnforced' })], null],
  [
    'a policy about somebody else',
    [
      {
        ...rule(hours(1)),
        conditions: { users: { includeUsers: ['v'] }, applications: { includeApplications: ['All'] } },
      },
    ],
    null,
  ],
])('%s', (_what, policies, expected) => {
  expect(limit(...policies)).toBe(expected);
});
