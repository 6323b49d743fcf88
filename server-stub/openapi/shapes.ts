import * as z from 'zod/mini';
import { PassMethod } from '../../electron/contract/wire/graph.ts';

/*
 * What comes back, for whoever generates a client. Requests are checked against their own schemas; these are checked against
 * real answers by a test. With `$select` an object has only the members that were asked for.
 */

const text = z.nullable(z.string());
const flag = z.boolean();
const list = z.array(z.string());
const instant = z.string();
const type = z.optional(z.string());

export const User = z.object({
  '@odata.type': type,
  id: z.string(),
  userPrincipalName: z.string(),
  displayName: z.string(),
  givenName: text,
  surname: text,
  mail: text,
  mailNickname: z.string(),
  otherMails: list,
  accountEnabled: flag,
  userType: z.enum(['Member', 'Guest']),
  creationType: text,
  usageLocation: text,
  employeeHireDate: text,
  createdDateTime: instant,
  signInSessionsValidFromDateTime: instant,
  passwordProfile: z.nullable(z.object({ password: z.null(), forceChangePasswordNextSignIn: flag })),
});

export const Group = z.object({
  '@odata.type': type,
  id: z.string(),
  displayName: z.string(),
  description: text,
  mailNickname: text,
  mailEnabled: flag,
  securityEnabled: flag,
  groupTypes: list,
  createdDateTime: instant,
});

export const DirectoryRole = z.object({
  '@odata.type': type,
  id: z.string(),
  roleTemplateId: z.string(),
  displayName: z.string(),
  description: text,
});

export const Device = z.object({
  '@odata.type': type,
  id: z.string(),
  deviceId: z.string(),
  displayName: z.string(),
  accountEnabled: flag,
  operatingSystem: z.string(),
  operatingSystemVersion: z.string(),
  trustType: z.enum(['AzureAd', 'Workplace', 'ServerAd']),
  profileType: z.string(),
  isCompliant: flag,
  isManaged: flag,
  manufacturer: text,
  model: text,
  serialNumber: text,
  registrationDateTime: instant,
  provisionedDateTime: text,
});

/** Any method: `@odata.type` says which, and which of the members are there. */
export const AuthenticationMethod = z.object({
  '@odata.type': z.string(),
  id: z.string(),
  displayName: z.optional(text),
  createdDateTime: z.optional(text),
  password: z.optional(z.null()),
  secretKey: z.optional(z.null()),
  state: z.optional(z.enum(['provisional', 'active'])),
  aaGuid: z.optional(z.string()),
  model: z.optional(z.string()),
  assurance: z.optional(z.enum(['attested', 'self', 'none'])),
  attestationLevel: z.optional(z.enum(['attested', 'notAttested'])),
  attestationCertificates: z.optional(list),
  passkeyType: z.optional(z.string()),
  keyStrength: z.optional(z.enum(['normal', 'weak', 'unknown'])),
  device: z.optional(z.nullable(Device)),
  ...z.partial(
    z.pick(PassMethod, {
      temporaryAccessPass: true,
      startDateTime: true,
      lifetimeInMinutes: true,
      isUsableOnce: true,
      isUsable: true,
      methodUsabilityReason: true,
    }),
  ).shape,
});

const target = z.object({
  targetType: z.literal('group'),
  id: z.string(),
  isRegistrationRequired: z.optional(flag),
});

export const TemporaryAccessPassPolicy = z.object({
  '@odata.type': z.string(),
  'includeTargets@odata.context': z.string(),
  id: z.string(),
  state: z.enum(['enabled', 'disabled']),
  minimumLifetimeInMinutes: z.int(),
  maximumLifetimeInMinutes: z.int(),
  defaultLifetimeInMinutes: z.int(),
  defaultLength: z.int(),
  isUsableOnce: flag,
  includeTargets: z.array(target),
  excludeTargets: z.array(target),
});

export const AuthenticationStrength = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string(),
  policyType: z.enum(['builtIn', 'custom']),
  requirementsSatisfied: z.enum(['mfa', 'none']),
  allowedCombinations: list,
  createdDateTime: instant,
  modifiedDateTime: instant,
  combinationConfigurations: z.array(z.unknown()),
});

const conditions = z.record(z.string(), z.unknown());
export const ConditionalAccessPolicy = z.object({
  id: z.string(),
  templateId: text,
  displayName: z.string(),
  createdDateTime: text,
  modifiedDateTime: text,
  state: z.enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced']),
  conditions,
  grantControls: z.nullable(
    z.object({
      operator: z.enum(['AND', 'OR']),
      builtInControls: list,
      customAuthenticationFactors: list,
      termsOfUse: list,
      authenticationStrength: z.nullable(AuthenticationStrength),
    }),
  ),
  sessionControls: z.nullable(z.record(z.string(), z.unknown())),
});

const unknowns = z.array(z.unknown());
export const SignIn = z.object({
  id: z.string(),
  createdDateTime: instant,
  userDisplayName: z.string(),
  userPrincipalName: z.string(),
  userId: z.string(),
  appId: z.string(),
  appDisplayName: z.string(),
  ipAddress: z.string(),
  clientAppUsed: z.string(),
  correlationId: z.string(),
  conditionalAccessStatus: z.enum(['success', 'failure', 'notApplied', 'unknownFutureValue']),
  isInteractive: flag,
  riskDetail: z.string(),
  riskLevelAggregated: z.string(),
  riskLevelDuringSignIn: z.string(),
  riskState: z.string(),
  riskEventTypes: list,
  riskEventTypes_v2: list,
  resourceDisplayName: z.string(),
  resourceId: z.string(),
  status: z.object({ errorCode: z.int(), failureReason: text, additionalDetails: text }),
  deviceDetail: z.object({
    deviceId: z.string(),
    displayName: z.string(),
    operatingSystem: z.string(),
    browser: z.string(),
    isCompliant: flag,
    isManaged: flag,
    trustType: z.string(),
  }),
  location: z.record(z.string(), z.unknown()),
  appliedConditionalAccessPolicies: z.optional(
    z.array(
      z.object({
        id: z.string(),
        displayName: z.string(),
        enforcedGrantControls: list,
        enforcedSessionControls: list,
        result: z.string(),
      }),
    ),
  ),
});

/** What beta adds: the steps, and how the token was bound. */
export const SignInBeta = z.extend(SignIn, {
  userType: z.string(),
  userAgent: z.string(),
  originalRequestId: z.string(),
  authenticationDetails: z.array(
    z.object({
      authenticationStepDateTime: instant,
      authenticationMethod: z.string(),
      authenticationMethodDetail: text,
      succeeded: flag,
      authenticationStepResultDetail: text,
      authenticationStepRequirement: z.string(),
    }),
  ),
  authenticationMethodsUsed: list,
  authenticationRequirement: z.enum(['singleFactorAuthentication', 'multiFactorAuthentication']),
  authenticationRequirementPolicies: unknowns,
  authenticationProtocol: z.string(),
  incomingTokenType: z.string(),
  clientCredentialType: z.string(),
  uniqueTokenIdentifier: text,
  sessionId: text,
  sessionLifetimePolicies: unknowns,
  signInEventTypes: list,
  signInTokenProtectionStatus: z.enum(['none', 'bound', 'unbound']),
  appTokenProtectionStatus: z.enum(['none', 'bound', 'unbound']),
});

export const DirectoryAudit = z.object({
  id: z.string(),
  category: z.string(),
  correlationId: z.string(),
  result: z.enum(['success', 'failure', 'timeout', 'unknownFutureValue']),
  resultReason: z.string(),
  activityDisplayName: z.string(),
  activityDateTime: instant,
  loggedByService: z.string(),
  operationType: z.string(),
  initiatedBy: z.record(z.string(), z.unknown()),
  targetResources: z.array(z.record(z.string(), z.unknown())),
  additionalDetails: z.array(z.object({ key: z.string(), value: z.string() })),
});

export const Run = z.object({
  id: z.string(),
  displayName: z.string(),
  createdDateTime: instant,
  lastEventDateTime: text,
  lastEvent: z.unknown(),
  eventCount: z.int(),
  deviceId: text,
  serialNumber: text,
  provisionedDateTime: text,
});

/** Shapes that the document gives a name: `#/components/schemas/User`. */
export const SHAPES: Readonly<Record<string, z.ZodMiniType>> = {
  User,
  Group,
  DirectoryRole,
  Device,
  AuthenticationMethod,
  TemporaryAccessPass: PassMethod,
  TemporaryAccessPassPolicy,
  AuthenticationStrength,
  ConditionalAccessPolicy,
  SignIn,
  SignInBeta,
  DirectoryAudit,
  Run,
};
