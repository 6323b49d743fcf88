import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { authenticate } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { PASS_POLICY_DEFAULTS, type PassPolicy, readPassPolicy } from '../passes/policy.ts';
import { writePolicy } from '../sign-in/policies.ts';
import { refuseQuery } from './odata/query.ts';
import { checkPolicyReader, checkPolicyWriter } from './permissions.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

const READ = ['Policy.Read.All', 'Policy.ReadWrite.AuthenticationMethod'];
const WRITE = 'Policy.ReadWrite.AuthenticationMethod';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const BASE = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';

const lifetime = z.optional(z.int().check(z.minimum(10), z.maximum(43_200)));
const target = z.strictObject({
  targetType: z.literal('group'),
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  isRegistrationRequired: z.optional(z.boolean()),
});
const targets = z.optional(z.array(target).check(z.maxLength(100)));

/** PATCH of the policy; `@odata.type` is a must (reference A2). What is absent keeps its value. */
const Patch = z.strictObject({
  '@odata.type': z.literal(TYPE),
  id: z.optional(z.string()),
  state: z.optional(z.enum(['enabled', 'disabled'])),
  minimumLifetimeInMinutes: lifetime,
  maximumLifetimeInMinutes: lifetime,
  defaultLifetimeInMinutes: lifetime,
  defaultLength: z.optional(z.int().check(z.minimum(8), z.maximum(48))),
  isUsableOnce: z.optional(z.boolean()),
  includeTargets: targets,
  excludeTargets: targets,
});
type Patch = z.infer<typeof Patch>;

/** The tenant's policy for passes: GET, PATCH, DELETE (back to the defaults). */
export async function registerPassPolicyRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
): Promise<void> {
  const reader = async (request: FastifyRequest) =>
    checkPolicyReader(
      await authenticate(context, request, { scope: READ, application: READ, dpop: 'optional' }),
    );
  const writer = async (request: FastifyRequest) =>
    checkPolicyWriter(
      await authenticate(context, request, { scope: WRITE, application: WRITE, dpop: 'optional' }),
    );
  for (const prefix of GRAPH_PREFIXES) {
    // Microsoft's own examples spell the last segment both ways.
    for (const name of ['temporaryAccessPass', 'TemporaryAccessPass']) {
      const url = `${prefix}${BASE}/${name}`;
      app.get(
        url,
        guarded(reader, async (_caller, request) => {
          refuseQuery(request.query);
          return present(context, await readPassPolicy(context));
        }),
      );
      app.patch(
        url,
        guarded(writer, async (_caller, request, reply) => {
          await change(context, parse(Patch, request.body));
          return reply.code(204).send();
        }),
      );
      app.delete(
        url,
        guarded(writer, async (_caller, _request, reply) => {
          await writePolicy(context, 'pass', 'default', PASS_POLICY_DEFAULTS);
          return reply.code(204).send();
        }),
      );
    }
  }
}

function present(context: DirectoryContext, policy: PassPolicy): Record<string, unknown> {
  const { root } = context.urls;
  const { includeTargets, excludeTargets, ...rest } = policy;
  const asTarget = (id: string) => ({ targetType: 'group', id, isRegistrationRequired: false });
  const configurations = `${root}/v1.0/$metadata#authenticationMethodConfigurations`;
  return {
    '@odata.context': `${configurations}/$entity`,
    '@odata.type': TYPE,
    id: 'TemporaryAccessPass',
    ...rest,
    'includeTargets@odata.context': `${configurations}('TemporaryAccessPass')/includeTargets`,
    includeTargets: includeTargets.map(asTarget),
    excludeTargets: excludeTargets.map((id) => ({ targetType: 'group', id })),
  };
}

async function change(context: DirectoryContext, patch: Patch): Promise<void> {
  const { '@odata.type': _type, id: _id, includeTargets, excludeTargets, ...plain } = patch;
  await context.store.transaction(async () => {
    const before = await readPassPolicy(context);
    const set = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
    const after: PassPolicy = {
      ...before,
      ...set,
      ...(includeTargets ? { includeTargets: includeTargets.map((one) => one.id) } : {}),
      ...(excludeTargets ? { excludeTargets: excludeTargets.map((one) => one.id) } : {}),
    };
    const { minimumLifetimeInMinutes: low, maximumLifetimeInMinutes: high } = after;
    if (low > high || after.defaultLifetimeInMinutes < low || after.defaultLifetimeInMinutes > high) {
      throw new Refusal('request_malformed', { detail: 'the default must lie between minimum and maximum' });
    }
    await writePolicy(context, 'pass', 'default', after);
  });
}
