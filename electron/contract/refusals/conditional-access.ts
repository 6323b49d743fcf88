import type { RefusalRow } from './row.ts';

const TELL = 'Tell your IT team this code.';
const refused = { status: 400, oauth: null, entra: null, retry: 'other-input', userAction: TELL } as const;

/** LK-8630 to LK-8649: policies and authentication strengths, as administrators write them. LK-2650: what a policy ends. */
export const CONDITIONAL_ACCESS_REFUSALS = {
  access_targets_conflict: {
    ...refused,
    helpCode: 'LK-8630',
    cause: 'A policy is about applications or about user actions, not about both.',
    technicianAction: 'Make two policies.',
  },
  access_controls_conflict: {
    ...refused,
    helpCode: 'LK-8631',
    cause: 'These grant controls cannot stand in one policy.',
    technicianAction:
      'Use mfa or an authentication strength, not both. Block stands alone, without a strength.',
  },
  access_policy_incomplete: {
    ...refused,
    helpCode: 'LK-8632',
    cause: 'The policy does not say whom it is for, what it is about, or what it asks.',
    technicianAction: 'Name users, a target and a control. The detail says what is missing.',
  },
  access_reference_unknown: {
    ...refused,
    helpCode: 'LK-8633',
    cause: 'The policy names something that is not in this directory.',
    technicianAction: 'The detail names the member. Use ids of this tenant.',
  },
  access_condition_unsupported: {
    ...refused,
    helpCode: 'LK-8634',
    cause: 'This directory does not judge that condition or control.',
    technicianAction: 'Leave it out. A policy that was half understood would protect less than it says.',
  },
  access_policy_limit: {
    ...refused,
    helpCode: 'LK-8635',
    cause: 'There are as many conditional access policies as a tenant may have.',
    technicianAction: 'Delete one, or join two into one.',
  },
  strength_built_in: {
    ...refused,
    helpCode: 'LK-8636',
    cause: 'Built-in authentication strengths can be neither changed nor deleted.',
    technicianAction: 'Make an authentication strength of your own.',
  },
  strength_in_use: {
    ...refused,
    helpCode: 'LK-8637',
    cause: 'A conditional access policy uses this authentication strength.',
    technicianAction: 'Change that policy first. Usage names it.',
  },
  strength_combination_invalid: {
    ...refused,
    helpCode: 'LK-8638',
    cause: 'That is not a combination of authentication methods.',
    technicianAction: 'Use combinations of the built-in strengths, and do not mix one factor with several.',
  },
  what_if_unsupported: {
    ...refused,
    helpCode: 'LK-8639',
    cause: 'This directory cannot judge that kind of sign-in.',
    technicianAction: 'Ask about a user, and about one application or one user action.',
  },
  sign_in_frequency: {
    status: 400,
    oauth: 'invalid_grant',
    entra: 70043,
    retry: 'other-input',
    helpCode: 'LK-2650',
    cause: 'Your company asks you to sign in again from time to time, and it is time.',
    userAction: 'Sign in again.',
    technicianAction: 'A policy with a sign-in frequency ended the session. The sign-in log names it.',
  },
} as const satisfies Record<string, RefusalRow>;
