import type { ConditionalAccessPolicy } from './policy.ts';
import type { AuthenticationStrength } from './strengths.ts';

/** A combination of ours is one that Graph's enumeration does not know; who can take new members asks for them. */
const OURS = 'softwareKey';

/** A strength in Graph's shape. */
export function presentStrength(
  strength: AuthenticationStrength,
  knowsNewMembers: boolean,
): Record<string, unknown> {
  const { allowedCombinations, ...rest } = strength;
  const shown = knowsNewMembers ? allowedCombinations : allowedCombinations.filter((one) => one !== OURS);
  return { ...rest, allowedCombinations: shown, combinationConfigurations: [] };
}

function presentConditions({ conditions }: ConditionalAccessPolicy): Record<string, unknown> {
  const { users, applications, clientAppTypes = [], platforms, devices } = conditions;
  return {
    userRiskLevels: [],
    signInRiskLevels: [],
    clientAppTypes: clientAppTypes.length === 0 ? ['all'] : clientAppTypes,
    servicePrincipalRiskLevels: [],
    insiderRiskLevels: null,
    platforms: platforms ? { excludePlatforms: [], ...platforms } : null,
    locations: null,
    devices: devices ?? null,
    clientApplications: null,
    authenticationFlows: null,
    applications: {
      includeApplications: [],
      excludeApplications: [],
      includeUserActions: [],
      includeAuthenticationContextClassReferences: [],
      applicationFilter: null,
      ...applications,
    },
    users: {
      includeUsers: [],
      excludeUsers: [],
      includeGroups: [],
      excludeGroups: [],
      includeRoles: [],
      excludeRoles: [],
      includeGuestsOrExternalUsers: null,
      excludeGuestsOrExternalUsers: null,
      ...users,
    },
  };
}

function presentSession({ sessionControls }: ConditionalAccessPolicy): Record<string, unknown> | null {
  const frequency = sessionControls?.signInFrequency;
  if (!frequency) return null;
  return {
    disableResilienceDefaults: null,
    applicationEnforcedRestrictions: null,
    cloudAppSecurity: null,
    persistentBrowser: null,
    signInFrequency: {
      value: null,
      type: null,
      authenticationType: 'primaryAndSecondaryAuthentication',
      frequencyInterval: 'timeBased',
      ...frequency,
    },
  };
}

/** A policy in Graph's shape, with its strength whole. */
export function presentPolicy(
  policy: ConditionalAccessPolicy,
  strengths: readonly AuthenticationStrength[],
  knowsNewMembers: boolean,
): Record<string, unknown> {
  const { grantControls } = policy;
  const strength = strengths.find((one) => one.id === grantControls?.authenticationStrength?.id);
  return {
    id: policy.id,
    templateId: null,
    displayName: policy.displayName,
    createdDateTime: policy.createdDateTime ?? null,
    modifiedDateTime: policy.modifiedDateTime ?? null,
    state: policy.state,
    conditions: presentConditions(policy),
    grantControls: grantControls
      ? {
          operator: grantControls.operator,
          builtInControls: grantControls.builtInControls,
          customAuthenticationFactors: [],
          termsOfUse: [],
          authenticationStrength: strength ? presentStrength(strength, knowsNewMembers) : null,
        }
      : null,
    sessionControls: presentSession(policy),
  };
}
