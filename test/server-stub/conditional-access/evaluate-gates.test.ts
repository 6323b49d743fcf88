import { describe, expect, test } from 'vitest';
import { blockingSlug } from '../../../server-stub/conditional-access/blocking.ts';
import { evaluateGates, type GateFacts } from '../../../server-stub/conditional-access/evaluate-gates.ts';
import type { ConditionalAccessPolicy } from '../../../server-stub/conditional-access/policy.ts';
import { ROLES } from '../../../server-stub/sign-in/roles.ts';

const mfa: ConditionalAccessPolicy = {
  id: 'mfa',
  displayName: 'MFA for everyone',
  state: 'enabled',
  conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
};
const strong: ConditionalAccessPolicy = {
  ...mfa,
  id: 'strong',
  grantControls: {
    operator: 'AND',
    builtInControls: [],
    authenticationStrength: { displayName: 'PHR', atLeast: 'phr' },
  },
};
const set = (
  policy: ConditionalAccessPolicy,
  grantControls: Partial<ConditionalAccessPolicy['grantControls']>,
) => ({
  ...policy,
  grantControls: { ...policy.grantControls, ...grantControls },
});

const facts = (change: Partial<GateFacts> = {}): GateFacts => ({
  user: { id: 'u', groups: ['g'], roles: [] },
  clientId: 'latchkey-agent',
  actions: ['urn:user:registerdevice', 'urn:user:registersecurityinfo'],
  strength: 'mfa',
  byPass: true,
  keyBound: true,
  alwaysMfa: true,
  policies: [],
  bootstrapGrant: false,
  join: { allowed: true, owned: 0, quota: 5 },
  deviceJoined: false,
  ...change,
});
const slug = (change: Partial<GateFacts>) => blockingSlug(evaluateGates(facts(change)));

describe('evaluateGates', () => {
  test('a pass opens MFA, a password does not', () => {
    expect(slug({ policies: [mfa] })).toBeUndefined();
    expect(slug({ policies: [mfa], strength: 'single', byPass: false })).toBe('mfa_required');
  });

  test('the built-in rule asks where no policy does, and is silent where one does', () => {
    expect(slug({ strength: 'single' })).toBe('mfa_required');
    expect(slug({ strength: 'single', alwaysMfa: false })).toBeUndefined();
    expect(evaluateGates(facts({ policies: [mfa] })).map((gate) => gate.id)).not.toContain('builtin-mfa');
    expect(evaluateGates(facts()).map((gate) => gate.id)).toContain('builtin-mfa');
  });

  test('a policy that is off or only reports asks nothing', () => {
    for (const state of ['disabled', 'enabledForReportingButNotEnforced'] as const) {
      expect(evaluateGates(facts({ alwaysMfa: false, join: null, policies: [{ ...mfa, state }] }))).toEqual(
        [],
      );
    }
  });

  test('exclusion wins over inclusion, by user and by group', () => {
    const users = { includeUsers: ['All'], includeGroups: ['g'] };
    const without = (more: object) => ({
      ...mfa,
      conditions: { ...mfa.conditions, users: { ...users, ...more } },
    });
    const asked = (policy: ConditionalAccessPolicy) =>
      evaluateGates(facts({ join: null, alwaysMfa: false, policies: [policy] })).length;
    expect(asked(without({}))).toBe(1);
    expect(asked(without({ excludeUsers: ['u'] }))).toBe(0);
    expect(asked(without({ excludeGroups: ['g'] }))).toBe(0);
  });

  test('a policy about a user action does not concern a plain sign-in', () => {
    const policy: ConditionalAccessPolicy = {
      ...strong,
      conditions: { ...strong.conditions, applications: { includeUserActions: ['urn:user:registerdevice'] } },
    };
    expect(slug({ policies: [policy], actions: [] })).toBeUndefined();
    expect(slug({ policies: [policy] })).toBe('policy_blocked');
  });

  test('OR is met by one control, AND by all, and block by none', () => {
    const controls = ['mfa', 'compliantDevice'] as const;
    expect(slug({ policies: [set(mfa, { builtInControls: controls })] })).toBeUndefined();
    expect(slug({ policies: [set(mfa, { operator: 'AND', builtInControls: controls })] })).toBe(
      'policy_blocked',
    );
    expect(slug({ policies: [set(mfa, { builtInControls: ['block'] })] })).toBe('policy_blocked');
  });

  test('a strength that a pass would meet is MFA by another name', () => {
    const policy = set(strong, { authenticationStrength: { displayName: 'MFA', atLeast: 'mfa' } });
    expect(slug({ policies: [policy], strength: 'single', byPass: false, alwaysMfa: false })).toBe(
      'mfa_required',
    );
  });

  test.each([
    ['an administrator', { user: { id: 'u', groups: [], roles: [ROLES.globalAdministrator] } }],
    ['a token that is not bound', { keyBound: false }],
    ['something else than a pass', { byPass: false }],
    ['a sign-in that is for more than set-up', { actions: [] }],
    ['a tenant that has it off', { bootstrapGrant: false }],
  ])('the bootstrap grant is not for %s', (_who, change) => {
    expect(slug({ policies: [strong], bootstrapGrant: true })).toBeUndefined();
    expect(slug({ policies: [strong], bootstrapGrant: true, ...change })).toBe('policy_blocked');
  });

  test('the bootstrap grant relaxes neither block nor device', () => {
    const bootstrapGrant = true;
    expect(slug({ bootstrapGrant, policies: [set(strong, { builtInControls: ['block'] })] })).toBe(
      'policy_blocked',
    );
    expect(
      slug({ bootstrapGrant, policies: [set(strong, { builtInControls: ['domainJoinedDevice'] })] }),
    ).toBe('policy_blocked');
  });

  test('joining: not allowed, quota full, joined already', () => {
    expect(slug({ join: { allowed: false, owned: 9, quota: 5 } })).toBe('join_blocked');
    expect(slug({ join: { allowed: true, owned: 5, quota: 5 } })).toBe('device_quota');
    expect(slug({ join: null, deviceJoined: true })).toBeUndefined();
  });

  test('what only IT can open is said before a pass is asked for', () => {
    const join = { allowed: true, owned: 5, quota: 5 };
    expect(slug({ join, strength: 'single', byPass: false })).toBe('device_quota');
  });
});
