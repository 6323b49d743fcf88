import type * as z from 'zod/mini';
import { PolicyBody } from '../../conditional-access/schema.ts';
import { Body as WhatIfBody } from '../../conditional-access/what-if.ts';
import { Combinations, NewStrength, StrengthChange } from '../../graph/authentication-strengths.ts';
import { Patch as PassPolicyChange } from '../../graph/pass-policy.ts';
import type { Operation, Operations } from '../operation.ts';
import { AuthenticationStrength, ConditionalAccessPolicy, TemporaryAccessPassPolicy } from '../shapes.ts';

const row = (summary: string, answers: Operation['answers'], more: Partial<Operation> = {}): Operation => ({
  summary,
  tag: 'policies',
  access: 'token',
  answers,
  ...more,
});
const list = (summary: string, item: z.ZodMiniType): Operation =>
  row(summary, { 200: null }, { collection: true, item });

/** Graph writes the name with a small letter, its documents with a capital one. */
const PASS_POLICY = ['temporaryAccessPass', 'TemporaryAccessPass'].map(
  (name) => `~/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/${name}`,
);
/** v1.0's place and the one before it. */
const STRENGTHS = [
  '~/identity/conditionalAccess/authenticationStrength/policies',
  '~/policies/authenticationStrengthPolicies',
];

const passPolicyRows = (path: string): Operations => ({
  [`GET ${path}`]: row('The Temporary Access Pass policy', { 200: TemporaryAccessPassPolicy }),
  [`PATCH ${path}`]: row(
    'Change the Temporary Access Pass policy',
    { 204: null },
    { body: PassPolicyChange },
  ),
  [`DELETE ${path}`]: row('Put the Temporary Access Pass policy back to its defaults', { 204: null }),
});

const strengthRows = (path: string): Operations => ({
  [`GET ${path}`]: list('List authentication strengths', AuthenticationStrength),
  [`POST ${path}`]: row(
    'Create an authentication strength',
    { 201: AuthenticationStrength },
    { body: NewStrength },
  ),
  [`GET ${path}/:strength`]: row('One authentication strength', { 200: AuthenticationStrength }),
  [`PATCH ${path}/:strength`]: row(
    'Rename an authentication strength',
    { 204: null },
    { body: StrengthChange },
  ),
  [`DELETE ${path}/:strength`]: row('Delete an authentication strength', { 204: null }),
  [`GET ${path}/:strength/usage`]: row('Policies that ask for a strength', { 200: null }),
  [`POST ${path}/:strength/updateAllowedCombinations`]: row(
    'What satisfies a strength',
    { 200: null },
    { body: Combinations },
  ),
});

const CONDITIONAL_ACCESS = '~/identity/conditionalAccess/policies';

/** Policies. */
export const POLICY_OPERATIONS: Operations = {
  ...Object.assign({}, ...PASS_POLICY.map(passPolicyRows), ...STRENGTHS.map(strengthRows)),
  [`GET ${CONDITIONAL_ACCESS}`]: list('List conditional access policies', ConditionalAccessPolicy),
  [`POST ${CONDITIONAL_ACCESS}`]: row(
    'Create a conditional access policy',
    { 201: ConditionalAccessPolicy },
    { body: PolicyBody },
  ),
  [`GET ${CONDITIONAL_ACCESS}/:policy`]: row('One conditional access policy', {
    200: ConditionalAccessPolicy,
  }),
  [`PATCH ${CONDITIONAL_ACCESS}/:policy`]: row(
    'Change a conditional access policy',
    { 204: null },
    { body: PolicyBody },
  ),
  [`DELETE ${CONDITIONAL_ACCESS}/:policy`]: row('Delete a conditional access policy', { 204: null }),
  'POST ~/identity/conditionalAccess/evaluate': row(
    'What would policies say?',
    { 200: null },
    { body: WhatIfBody },
  ),
};
