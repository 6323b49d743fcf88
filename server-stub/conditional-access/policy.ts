import type { DirectoryContext } from '../context.ts';
import { readPolicies } from '../sign-in/policies.ts';

/** Kind of the rows in the `policies` table. */
export const POLICY_KIND = 'conditional-access';

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

/** Graph's conditionalAccessDevicePlatform. */
export const PLATFORMS = ['android', 'iOS', 'windows', 'windowsPhone', 'macOS', 'linux'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Graph's conditionalAccessClientApp, without `all`. */
export const CLIENT_APP_TYPES = [
  'browser',
  'mobileAppsAndDesktopClients',
  'exchangeActiveSync',
  'other',
] as const;
export type ClientAppType = (typeof CLIENT_APP_TYPES)[number];

/** The controls that are judged here; Entra has more. */
export const BUILT_IN_CONTROLS = ['block', 'mfa', 'compliantDevice', 'domainJoinedDevice'] as const;
export type BuiltInControl = (typeof BUILT_IN_CONTROLS)[number];

export type PolicyState = 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';

/** Whose sign-ins: `All`, `None`, `GuestsOrExternalUsers` or ids. Roles by template id or by name. */
export interface UserCondition {
  readonly includeUsers?: readonly string[];
  readonly excludeUsers?: readonly string[];
  readonly includeGroups?: readonly string[];
  readonly excludeGroups?: readonly string[];
  readonly includeRoles?: readonly string[];
  readonly excludeRoles?: readonly string[];
}

/** Where to: applications (`All`, `None` or client ids) or user actions, never both. */
export interface ApplicationCondition {
  readonly includeApplications?: readonly string[];
  readonly excludeApplications?: readonly string[];
  readonly includeUserActions?: readonly UserAction[];
}

export interface DeviceCondition {
  /** Rule in Graph's filter language, as far as `device-filter.ts` knows it. */
  readonly deviceFilter?: { readonly mode: 'include' | 'exclude'; readonly rule: string } | null;
}

export interface Conditions {
  readonly users: UserCondition;
  readonly applications: ApplicationCondition;
  /** Absent, empty or `all`: whatever the client is. */
  readonly clientAppTypes?: readonly (ClientAppType | 'all')[];
  readonly platforms?: {
    readonly includePlatforms: readonly (Platform | 'all')[];
    readonly excludePlatforms?: readonly (Platform | 'all')[];
  } | null;
  readonly devices?: DeviceCondition | null;
}

export interface GrantControls {
  readonly operator: 'AND' | 'OR';
  readonly builtInControls: readonly BuiltInControl[];
  /** By id; what it accepts stands with the strength. */
  readonly authenticationStrength?: { readonly id: string } | null;
}

/** How long one sign-in serves. `everyTime` needs no value. */
export interface SignInFrequency {
  readonly isEnabled: boolean;
  readonly frequencyInterval?: 'timeBased' | 'everyTime';
  readonly type?: 'hours' | 'days' | null;
  readonly value?: number | null;
}

/** Graph's conditionalAccessPolicy, as far as it is judged here. */
export interface ConditionalAccessPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly state: PolicyState;
  readonly createdDateTime?: string;
  readonly modifiedDateTime?: string | null;
  readonly conditions: Conditions;
  readonly grantControls?: GrantControls | null;
  readonly sessionControls?: { readonly signInFrequency?: SignInFrequency | null } | null;
}

/** Every policy of the tenant, whatever its state. */
export function readConditionalAccess(context: DirectoryContext): Promise<ConditionalAccessPolicy[]> {
  return readPolicies<ConditionalAccessPolicy>(context, POLICY_KIND);
}
