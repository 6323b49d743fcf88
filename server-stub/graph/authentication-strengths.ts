import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import {
  changeStrength,
  createStrength,
  deleteStrength,
  findStrength,
  readCombinations,
  usageOf,
} from '../conditional-access/manage-strengths.ts';
import type { ConditionalAccessPolicy } from '../conditional-access/policy.ts';
import { presentStrength } from '../conditional-access/present.ts';
import { type AuthenticationStrength, readStrengths } from '../conditional-access/strengths.ts';
import type { DirectoryContext } from '../context.ts';
import type { Caller } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import { line } from '../http/line.ts';
import { parse } from '../http/parse.ts';
import { type Access, actorOf, requireAccess } from './access.ts';
import { READ_ACCESS, WRITE_ACCESS } from './conditional-access.ts';
import { text } from './odata/column.ts';
import { writePage } from './odata/page.ts';
import type { Filter } from './odata/parse-filter.ts';
import { type CollectionQuery, readQuery, refuseQuery } from './odata/query.ts';
import { knowsNewMembers } from './prefer.ts';

const alsoMethods = (access: Access): Access => ({
  ...access,
  scope: [...access.scope, 'Policy.ReadWrite.AuthenticationMethod'],
});
/** Graph lets both write permissions in, and the same roles as for policies. */
const READ = alsoMethods(READ_ACCESS);
const WRITE = alsoMethods(WRITE_ACCESS);

const combinations = z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.maxLength(50));
const text256 = line(256);
const readOnly = {
  '@odata.type': z.optional(z.string()),
  id: z.optional(z.string()),
  policyType: z.optional(z.literal('custom')),
  requirementsSatisfied: z.optional(z.enum(['mfa', 'none'])),
  createdDateTime: z.optional(z.string()),
  modifiedDateTime: z.optional(z.string()),
  combinationConfigurations: z.optional(z.array(z.never())),
};
export const NewStrength = z.strictObject({
  ...readOnly,
  displayName: text256,
  description: z.optional(z.nullable(z.string().check(z.maxLength(1024)))),
  allowedCombinations: combinations,
});
/** Combinations are changed by their own action, as in Graph: it says which policies that touches. */
export const StrengthChange = z.strictObject({
  ...readOnly,
  displayName: z.optional(text256),
  description: z.optional(z.nullable(z.string().check(z.maxLength(1024)))),
});
export const Combinations = z.strictObject({ allowedCombinations: combinations });

const LIST = {
  select: [
    'id',
    'displayName',
    'description',
    'policyType',
    'requirementsSatisfied',
    'allowedCombinations',
    'createdDateTime',
    'modifiedDateTime',
    'combinationConfigurations',
  ],
  filter: { policyType: text('policyType'), displayName: text('displayName') },
  largestPage: 999,
  defaultPage: 999,
};

/** Two comparisons are offered, each alone: Graph's documentation knows no more of this list. */
function fits(strength: AuthenticationStrength, filter: Filter | undefined): boolean {
  if (filter === undefined) return true;
  if (filter.kind !== 'compare' || !['eq', 'ne'].includes(filter.operator)) {
    throw new Refusal('request_malformed', {
      detail: '$filter compares policyType or displayName, by eq or ne',
    });
  }
  const have = filter.property === 'policyType' ? strength.policyType : strength.displayName;
  return (have.toLowerCase() === String(filter.value).toLowerCase()) === (filter.operator === 'eq');
}

async function list(context: DirectoryContext, request: FastifyRequest): Promise<Record<string, unknown>> {
  const query: CollectionQuery = readQuery(request.query, LIST);
  const strengths = (await readStrengths(context)).filter((one) => fits(one, query.filter));
  const rows = strengths.map((one) => presentStrength(one, knowsNewMembers(request)));
  const { root } = context.urls;
  const contextName = 'policies/authenticationStrengthPolicies';
  const [path = ''] = request.url.split('?', 1);
  return writePage({ rows: rows.slice(0, query.top) }, query, { url: `${root}${path}`, contextName, root });
}

/** What `usage` says of one policy. */
function presentUsage({ id, displayName, grantControls }: ConditionalAccessPolicy) {
  const { authenticationStrength, builtInControls } = grantControls ?? { builtInControls: [] };
  return { id, displayName, grantControls: { authenticationStrength, builtInControls } };
}

async function usage(context: DirectoryContext, id: string): Promise<Record<string, unknown>> {
  const strength = await findStrength(context, id);
  const named = (await usageOf(context, strength.id)).map(presentUsage);
  const mfa = strength.requirementsSatisfied === 'mfa';
  return {
    '@odata.type': '#microsoft.graph.authenticationStrengthUsage',
    mfa: mfa ? named : [],
    none: mfa ? [] : named,
  };
}

async function changeCombinations(context: DirectoryContext, caller: Caller, request: FastifyRequest) {
  const { allowedCombinations } = parse(Combinations, request.body);
  const change = readCombinations(allowedCombinations);
  const { before, after } = await changeStrength(context, actorOf(caller), idOf(request), change);
  const named = await usageOf(context, after.id);
  return {
    '@odata.type': '#microsoft.graph.updateAllowedCombinationsResult',
    previousCombinations: before.allowedCombinations,
    currentCombinations: after.allowedCombinations,
    conditionalAccessReferences: named.map((policy) => policy.id),
    additionalInformation:
      named.length === 0
        ? ''
        : 'Conditional access policies use this strength: the change counts for them at once.',
  };
}

const idOf = (request: FastifyRequest) => (request.params as { strength: string }).strength;

function installReading(app: FastifyInstance, context: DirectoryContext, url: string): void {
  const reader = requireAccess(context, READ);
  app.get(
    url,
    guarded(reader, (_caller, request) => list(context, request)),
  );
  app.get(
    `${url}/:strength`,
    guarded(reader, async (_caller, request) => {
      refuseQuery(request.query);
      const strength = await findStrength(context, idOf(request));
      return presentStrength(strength, knowsNewMembers(request));
    }),
  );
  app.get(
    `${url}/:strength/usage`,
    guarded(reader, (_caller, request) => usage(context, idOf(request))),
  );
}

function installWriting(app: FastifyInstance, context: DirectoryContext, url: string): void {
  const writer = requireAccess(context, WRITE);
  app.post(
    url,
    guarded(writer, async (caller, request, reply) => {
      const { displayName, description, allowedCombinations } = parse(NewStrength, request.body);
      const strength = await createStrength(context, actorOf(caller), {
        displayName,
        description: description ?? '',
        allowedCombinations,
      });
      return reply.code(201).send(presentStrength(strength, knowsNewMembers(request)));
    }),
  );
  app.post(
    `${url}/:strength/updateAllowedCombinations`,
    guarded(writer, (caller, request) => changeCombinations(context, caller, request)),
  );
  app.patch(
    `${url}/:strength`,
    guarded(writer, async (caller, request, reply) => {
      const { displayName, description } = parse(StrengthChange, request.body);
      await changeStrength(context, actorOf(caller), idOf(request), {
        ...(displayName === undefined ? {} : { displayName }),
        ...(description === undefined ? {} : { description: description ?? '' }),
      });
      return reply.code(204).send();
    }),
  );
  app.delete(
    `${url}/:strength`,
    guarded(writer, async (caller, request, reply) => {
      await deleteStrength(context, actorOf(caller), idOf(request));
      return reply.code(204).send();
    }),
  );
}

/** Where Graph has strengths: one place in v1.0, and an older one besides in beta. */
const PLACES = [
  '/v1.0/policies/authenticationStrengthPolicies',
  '/beta/policies/authenticationStrengthPolicies',
  '/v1.0/identity/conditionalAccess/authenticationStrength/policies',
  '/beta/identity/conditionalAccess/authenticationStrength/policies',
];

/** Authentication strengths: the three built-in ones, and the tenant's own (reference A5). */
export async function registerStrengthRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  for (const url of PLACES) {
    installReading(app, context, url);
    installWriting(app, context, url);
  }
}
