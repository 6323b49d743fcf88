import type { GateFacts, RunFacts } from '../../../server-stub/conditional-access/gate-facts.ts';
import type {
  ConditionalAccessPolicy,
  Conditions,
  GrantControls,
} from '../../../server-stub/conditional-access/policy.ts';
import { BUILT_IN_STRENGTHS } from '../../../server-stub/conditional-access/strengths.ts';

const MINUTE = 60_000;
export const STRENGTH = {
  mfa: { id: BUILT_IN_STRENGTHS.multifactor.id },
  passwordless: { id: BUILT_IN_STRENGTHS.passwordless.id },
  phr: { id: BUILT_IN_STRENGTHS.phishingResistant.id },
};

/** A policy about everybody and every application; each part can be replaced. */
export function policy(
  grantControls: Partial<GrantControls> | null = { builtInControls: ['mfa'] },
  change: Partial<Omit<ConditionalAccessPolicy, 'conditions'>> & { conditions?: Partial<Conditions> } = {},
): ConditionalAccessPolicy {
  const { conditions, ...rest } = change;
  return {
    id: 'p',
    displayName: 'A policy',
    state: 'enabled',
    ...rest,
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      ...conditions,
    },
    grantControls: grantControls && { operator: 'OR', builtInControls: [], ...grantControls },
  };
}

/** A run of the agent with a one-time pass, on a key that has not joined. */
export function facts(change: Partial<GateFacts> = {}): GateFacts {
  return {
    user: { id: 'u', groups: ['g'], roles: [], guest: false },
    clientId: 'latchkey-agent',
    clientAppType: 'mobileAppsAndDesktopClients',
    platform: 'linux',
    actions: ['urn:user:registerdevice', 'urn:user:registersecurityinfo'],
    onlySetUp: true,
    shown: ['temporaryAccessPassOneTime'],
    passLeft: 30 * MINUTE,
    keyBound: true,
    alwaysMfa: true,
    policies: [],
    strengths: Object.values(BUILT_IN_STRENGTHS),
    bootstrapGrant: false,
    join: { allowed: true, owned: 0, quota: 5 },
    device: null,
    proof: null,
    run: null,
    ...change,
  };
}

/** What preflight adds: an account in order, and half an hour of a pass. */
export const RUN: RunFacts = {
  accountEnabled: true,
  inPassScope: true,
  mayHavePass: true,
  pass: { isUsableOnce: true, startsIn: 0, left: 30 * MINUTE },
  needed: 3 * MINUTE,
  longestPass: 8 * 60 * MINUTE,
  deviceEnabled: true,
  authenticatorAllowed: true,
  attestationPossible: true,
  anotherMethod: true,
};

export const JOINED = {
  trustType: 'AzureAD',
  isCompliant: false,
  operatingSystem: 'Linux',
  displayName: 'NW-1',
} as const;
