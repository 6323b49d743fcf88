import type { DirectoryContext } from '../context.ts';
import { readPolicies } from '../sign-in/policies.ts';

/** What a run does besides signing in, by Graph's names of user actions. */
export const USER_ACTIONS = {
  registerDevice: 'urn:user:registerdevice',
  registerSecurityInfo: 'urn:user:registersecurityinfo',
} as const;
export type UserAction = (typeof USER_ACTIONS)[keyof typeof USER_ACTIONS];

/** How strong a sign-in is, weakest first. `phr` is phishing-resistant, `phrh` the same with attested hardware. */
export const STRENGTHS = ['none', 'single', 'mfa', 'phr', 'phrh'] as const;
export type Strength = (typeof STRENGTHS)[number];

export function isAtLeast(have: Strength, wanted: Strength): boolean {
  return STRENGTHS.indexOf(have) >= STRENGTHS.indexOf(wanted);
}

/** The part of Graph's conditionalAccessPolicy that this directory understands. */
export interface ConditionalAccessPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  readonly conditions: {
    readonly users: {
      /** `All` or ids. */
      readonly includeUsers?: readonly string[];
      readonly excludeUsers?: readonly string[];
      readonly includeGroups?: readonly string[];
      readonly excludeGroups?: readonly string[];
      /** Names of directory roles. */
      readonly includeRoles?: readonly string[];
    };
    readonly applications: {
      /** `All` or client ids. */
      readonly includeApplications?: readonly string[];
      readonly includeUserActions?: readonly UserAction[];
    };
  };
  readonly grantControls: {
    readonly operator: 'AND' | 'OR';
    readonly builtInControls: readonly ('mfa' | 'block' | 'compliantDevice' | 'domainJoinedDevice')[];
    readonly authenticationStrength?: { readonly displayName: string; readonly atLeast: Strength };
  };
}

export function readConditionalAccess(context: DirectoryContext): Promise<ConditionalAccessPolicy[]> {
  return readPolicies<ConditionalAccessPolicy>(context, 'conditional-access');
}
