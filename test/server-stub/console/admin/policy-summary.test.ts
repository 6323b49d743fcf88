import { expect, test } from 'vitest';
import { policySummary } from '../../../../server-stub/console/admin/policy-summary.ts';
import type { AccessPolicy } from '../../../../server-stub/console/client/shapes.ts';

function policy(change: Partial<AccessPolicy>): AccessPolicy {
  return {
    id: 'one',
    displayName: 'One',
    state: 'enabled',
    conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    ...change,
  };
}

test.each([
  [policy({}), 'When everybody signs in anywhere, it asks for a second proof.'],
  [
    policy({ grantControls: { operator: 'OR', builtInControls: ['block'] } }),
    'When everybody signs in anywhere, it refuses.',
  ],
  [
    policy({ grantControls: { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] } }),
    'When everybody signs in anywhere, it asks for a second proof and a compliant device.',
  ],
  [
    policy({
      conditions: {
        users: { includeGroups: ['a', 'b'], excludeUsers: ['c'] },
        applications: { includeUserActions: ['urn:user:registerdevice'] },
      },
    }),
    'When anybody of 2 groups (but for 1 left out) adds a device, it asks for a second proof.',
  ],
  [
    policy({
      grantControls: {
        operator: 'OR',
        builtInControls: [],
        authenticationStrength: { displayName: 'Phishing-resistant MFA' },
      },
    }),
    'When everybody signs in anywhere, it asks for Phishing-resistant MFA.',
  ],
])('a policy in one sentence %#', (given, sentence) => {
  expect(policySummary(given)).toBe(sentence);
});
