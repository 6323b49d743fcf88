import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import { CLIENTS } from '../../electron/contract/wire/challenge.ts';
import type { DirectoryContext } from '../context.ts';
import { parse } from '../http/parse.ts';
import { readPolicy } from '../sign-in/policies.ts';
import { memberships } from '../sign-in/users.ts';
import { evaluateGates, type PolicyVerdict } from './evaluate-gates.ts';
import type { DeviceFacts, GateFacts } from './gate-facts.ts';
import {
  CLIENT_APP_TYPES,
  type ConditionalAccessPolicy,
  PLATFORMS,
  type Platform,
  readConditionalAccess,
  USER_ACTIONS,
  type UserAction,
} from './policy.ts';
import { readStrengths } from './strengths.ts';

const text = z.optional(z.nullable(z.string().check(z.maxLength(256))));
const type = z.optional(z.string());

/**
 * Body of `evaluate` (Graph: conditionalAccessRoot). Risk, country and address are read over: no policy of this directory
 * can ask for them.
 */
export const Body = z.strictObject({
  signInIdentity: z.object({ '@odata.type': type, userId: text }),
  signInContext: z.object({
    '@odata.type': type,
    includeApplications: z.optional(z.array(z.string().check(z.maxLength(128))).check(z.maxLength(20))),
    userAction: text,
  }),
  signInConditions: z.optional(
    z.nullable(
      z.object({
        devicePlatform: z.optional(z.nullable(z.enum([...PLATFORMS, 'all', 'unknownFutureValue']))),
        clientAppType: z.optional(
          z.nullable(z.enum([...CLIENT_APP_TYPES, 'all', 'easSupported', 'unknownFutureValue'])),
        ),
        deviceInfo: z.optional(
          z.nullable(
            z.object({
              isCompliant: z.optional(z.nullable(z.boolean())),
              trustType: text,
              operatingSystem: text,
              displayName: text,
            }),
          ),
        ),
      }),
    ),
  ),
  appliedPoliciesOnly: z.optional(z.nullable(z.boolean())),
});
type Body = z.infer<typeof Body>;

const ACTIONS: Readonly<Record<string, UserAction>> = {
  registerSecurityInformation: USER_ACTIONS.registerSecurityInfo,
  registerOrJoinDevices: USER_ACTIONS.registerDevice,
};
const TRUST: Readonly<Record<string, DeviceFacts['trustType']>> = {
  azuread: 'AzureAD',
  entraid: 'AzureAD',
  serverad: 'ServerAD',
  workplace: 'Workplace',
};

/** Graph's context of a user action names no application; here it is one of two that can do it. */
function doerOf({ signInConditions }: Body): string {
  return signInConditions?.clientAppType === 'browser' ? CLIENTS.console : CLIENTS.agent;
}

function contextOf(body: Body): Pick<GateFacts, 'clientId' | 'actions'>[] {
  const { signInContext } = body;
  const kind = signInContext['@odata.type'] ?? '';
  const { includeApplications = [], userAction } = signInContext;
  if (kind.endsWith('userActionContext')) {
    const action = ACTIONS[userAction ?? ''];
    if (!action) throw new Refusal('what_if_unsupported', { detail: 'signInContext.userAction' });
    return [{ clientId: doerOf(body), actions: [action] }];
  }
  if (!kind.endsWith('applicationContext') || includeApplications.length === 0) {
    throw new Refusal('what_if_unsupported', { detail: 'signInContext' });
  }
  return includeApplications.map((clientId) => ({ clientId, actions: [] }));
}

function deviceOf({ signInConditions }: Body): DeviceFacts | null {
  const device = signInConditions?.deviceInfo;
  if (!device) return null;
  return {
    trustType: TRUST[(device.trustType ?? '').toLowerCase()] ?? 'AzureAD',
    isCompliant: device.isCompliant ?? false,
    operatingSystem: device.operatingSystem ?? '',
    displayName: device.displayName ?? '',
  };
}

async function userOf(context: DirectoryContext, { signInIdentity }: Body): Promise<GateFacts['user']> {
  const id = signInIdentity.userId?.toLowerCase();
  if (!id) throw new Refusal('what_if_unsupported', { detail: 'signInIdentity' });
  const row = await context.store.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  const { groups, roles } = await memberships(context, id);
  return { id, groups, roles, guest: row.user_type === 'Guest' };
}

/** `all` and values that are not known tell nothing about a device; `android` is Graph's default, and not ours. */
function platformIn({ signInConditions }: Body): Platform | null {
  const given = signInConditions?.devicePlatform;
  return PLATFORMS.find((one) => one === given) ?? null;
}

async function factsOf(context: DirectoryContext, body: Body): Promise<GateFacts[]> {
  const clientAppType = CLIENT_APP_TYPES.find((one) => one === body.signInConditions?.clientAppType);
  const bootstrap = await readPolicy(context, 'bootstrap', { enabled: false });
  const common = {
    user: await userOf(context, body),
    clientAppType: clientAppType ?? 'mobileAppsAndDesktopClients',
    platform: platformIn(body),
    onlySetUp: false,
    shown: [],
    passLeft: null,
    keyBound: false,
    alwaysMfa: false,
    policies: await readConditionalAccess(context),
    strengths: await readStrengths(context),
    bootstrapGrant: bootstrap.enabled,
    join: null,
    device: deviceOf(body),
    proof: null,
    run: null,
  } as const;
  return contextOf(body).map((target) => ({ ...common, ...target }));
}

/** One policy and whether it would apply; `analysisReasons` in Graph's words. */
export interface WhatIf {
  readonly policy: ConditionalAccessPolicy;
  readonly policyApplies: boolean;
  readonly analysisReasons: string;
}

/** With several applications a policy applies when it does for one of them. */
function joined(verdicts: readonly PolicyVerdict[]): WhatIf[] {
  const [first] = verdicts;
  if (!first) return [];
  const applies = verdicts.some((verdict) => verdict.notApplied === null);
  return [
    {
      policy: first.policy,
      policyApplies: applies,
      analysisReasons: applies ? 'notSet' : (first.notApplied ?? 'notSet'),
    },
  ];
}

/**
 * Which policies would apply to a sign-in that has not happened: the same evaluation that sign-ins get.
 *
 * @throws Refusal `request_malformed`, `what_if_unsupported`, `not_found` for a user that is not there
 */
export async function evaluateWhatIf(context: DirectoryContext, given: unknown): Promise<WhatIf[]> {
  const body = parse(Body, given);
  const evaluations = (await factsOf(context, body)).map(evaluateGates);
  const policies = evaluations[0]?.verdicts ?? [];
  const results = policies.flatMap((_, at) =>
    joined(evaluations.flatMap((evaluation) => evaluation.verdicts[at] ?? [])),
  );
  return body.appliedPoliciesOnly ? results.filter((one) => one.policyApplies) : results;
}
