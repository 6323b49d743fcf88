import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import { line } from '../http/line.ts';
import { parse } from '../http/parse.ts';
import { BUILT_IN_CONTROLS, CLIENT_APP_TYPES, PLATFORMS, USER_ACTIONS } from './policy.ts';

const MOST = 250;
const ids = z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.maxLength(MOST)));
const platforms = z.array(z.enum([...PLATFORMS, 'all'])).check(z.maxLength(MOST));

const Conditions = z.strictObject({
  users: z.optional(
    z.strictObject({
      includeUsers: ids,
      excludeUsers: ids,
      includeGroups: ids,
      excludeGroups: ids,
      includeRoles: ids,
      excludeRoles: ids,
    }),
  ),
  applications: z.optional(
    z.strictObject({
      includeApplications: ids,
      excludeApplications: ids,
      includeUserActions: z.optional(z.array(z.enum(Object.values(USER_ACTIONS))).check(z.maxLength(2))),
    }),
  ),
  clientAppTypes: z.optional(z.array(z.enum([...CLIENT_APP_TYPES, 'all'])).check(z.maxLength(5))),
  platforms: z.optional(
    z.nullable(z.strictObject({ includePlatforms: platforms, excludePlatforms: z.optional(platforms) })),
  ),
  devices: z.optional(
    z.nullable(
      z.strictObject({
        deviceFilter: z.optional(
          z.nullable(
            z.strictObject({
              mode: z.enum(['include', 'exclude']),
              rule: z.string().check(z.minLength(1), z.maxLength(1024)),
            }),
          ),
        ),
      }),
    ),
  ),
});

const GrantControls = z.strictObject({
  operator: z.optional(z.enum(['AND', 'OR'])),
  builtInControls: z.optional(z.array(z.enum(BUILT_IN_CONTROLS)).check(z.maxLength(4))),
  // What somebody read is written back whole; the id is what counts.
  authenticationStrength: z.optional(z.nullable(z.object({ id: z.string().check(z.maxLength(64)) }))),
});

const SessionControls = z.strictObject({
  signInFrequency: z.optional(
    z.nullable(
      z.strictObject({
        isEnabled: z.optional(z.nullable(z.boolean())),
        frequencyInterval: z.optional(z.nullable(z.enum(['timeBased', 'everyTime']))),
        type: z.optional(z.nullable(z.enum(['hours', 'days']))),
        value: z.optional(z.nullable(z.int())),
        authenticationType: z.optional(
          z.nullable(z.enum(['primaryAndSecondaryAuthentication', 'secondaryAuthentication'])),
        ),
      }),
    ),
  ),
});

const displayName = line(256);

/** Body of a POST or PATCH, in Graph's shape. `id` and the dates are the directory's: they are read over. */
export const PolicyBody = z.strictObject({
  id: z.optional(z.string()),
  createdDateTime: z.optional(z.nullable(z.string())),
  modifiedDateTime: z.optional(z.nullable(z.string())),
  displayName: z.optional(displayName),
  state: z.optional(z.enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced'])),
  conditions: z.optional(Conditions),
  grantControls: z.optional(z.nullable(GrantControls)),
  sessionControls: z.optional(z.nullable(SessionControls)),
});
export type PolicyBody = z.infer<typeof PolicyBody>;

/** Members of Graph's shape that are not judged here: they may be there, and must be empty. */
const NOT_JUDGED: Readonly<Record<string, readonly string[]>> = {
  '': ['templateId', 'partialEnablementStrategy', 'description', 'deletedDateTime'],
  conditions: [
    'locations',
    'signInRiskLevels',
    'userRiskLevels',
    'servicePrincipalRiskLevels',
    'insiderRiskLevels',
    'agentIdRiskLevels',
    'clientApplications',
    'authenticationFlows',
    'times',
    'clients',
    'deviceStates',
  ],
  'conditions.users': ['includeGuestsOrExternalUsers', 'excludeGuestsOrExternalUsers'],
  'conditions.applications': [
    'includeAuthenticationContextClassReferences',
    'applicationFilter',
    'networkAccess',
    'globalSecureAccess',
  ],
  'conditions.devices': ['includeDevices', 'excludeDevices', 'includeDeviceStates', 'excludeDeviceStates'],
  grantControls: ['customAuthenticationFactors', 'termsOfUse'],
  sessionControls: [
    'applicationEnforcedRestrictions',
    'cloudAppSecurity',
    'persistentBrowser',
    'disableResilienceDefaults',
    'continuousAccessEvaluation',
    'secureSignInSession',
    'networkAccessSecurity',
    'globalSecureAccessFilteringProfile',
  ],
};
const OTHER_CONTROLS = ['approvedApplication', 'compliantApplication', 'passwordChange'];

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && (value as { isEnabled?: unknown }).isEnabled === false;
}

/** `@odata.type` and the like say nothing of their own; a bind would, and stays to be refused. */
const ANNOTATION = /@odata\.(type|context|id|editLink|navigationLink|associationLink)$/;

function judged(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((one) => judged(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).filter(([name, content]) => {
    if (ANNOTATION.test(name)) return false;
    if (!NOT_JUDGED[path]?.includes(name)) return true;
    if (isEmpty(content) || name === 'description') return false;
    throw new Refusal('access_condition_unsupported', { detail: path === '' ? name : `${path}.${name}` });
  });
  return Object.fromEntries(
    known.map(([name, content]) => [name, judged(content, path === '' ? name : `${path}.${name}`)]),
  );
}

function refuseOtherControls(body: unknown): void {
  const controls = (body as { grantControls?: { builtInControls?: unknown } } | null)?.grantControls;
  const named = Array.isArray(controls?.builtInControls) ? controls.builtInControls : [];
  const other = OTHER_CONTROLS.find((control) => named.includes(control));
  if (other) throw new Refusal('access_condition_unsupported', { detail: `the control ${other}` });
}

/**
 * Reads a policy as it came. What this directory does not judge may be there as long as it is empty: PowerShell and
 * exports send every member.
 *
 * @throws Refusal `request_malformed`, `access_condition_unsupported`
 */
export function readPolicyBody(body: unknown): PolicyBody {
  refuseOtherControls(body);
  return parse(PolicyBody, judged(body, ''));
}
