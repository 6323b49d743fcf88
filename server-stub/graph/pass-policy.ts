import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES, type Activity, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { PASS_POLICY_DEFAULTS, type PassPolicy, readPassPolicy } from '../passes/policy.ts';
import { writePolicy } from '../sign-in/policies.ts';
import { actorOf, requireAccess } from './access.ts';
import { refuseQuery } from './odata/query.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

const READ = ['Policy.Read.All', 'Policy.ReadWrite.AuthenticationMethod'];
const WRITE = ['Policy.ReadWrite.AuthenticationMethod'];
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
export const Patch = z.strictObject({
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
  const reader = requireAccess(context, { scope: READ, right: 'readPolicy' });
  const writer = requireAccess(context, { scope: WRITE, right: 'writePolicy' });
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
        guarded(writer, async (caller, request, reply) => {
          await change(context, actorOf(caller), parse(Patch, request.body));
          return reply.code(204).send();
        }),
      );
      app.delete(
        url,
        guarded(writer, async (caller, _request, reply) => {
          await reset(context, actorOf(caller));
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

async function reset(context: DirectoryContext, actor: Actor): Promise<void> {
  await context.store.transaction(async () => {
    await writePolicy(context, 'pass', 'default', PASS_POLICY_DEFAULTS);
    await audit(context, actor, ACTIVITIES.passPolicyReset, []);
  });
}

/** Who may have a pass, and how long it lives, is what an auditor asks first: the row names what changed. */
function audit(
  context: DirectoryContext,
  actor: Actor,
  activity: Activity,
  changed: readonly string[],
): Promise<void> {
  return writeAudit(context, {
    activity,
    reason: '',
    actor,
    category: 'Policy',
    targets: [{ id: 'TemporaryAccessPass', type: 'Policy', displayName: 'Temporary Access Pass' }],
    ...(changed.length === 0 ? {} : { details: { changed: changed.join(', ') } }),
  });
}

async function change(context: DirectoryContext, actor: Actor, patch: Patch): Promise<void> {
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
    const changed = Object.entries(patch).filter(
      ([name, value]) => !name.startsWith('@') && value !== undefined,
    );
    await audit(
      context,
      actor,
      ACTIVITIES.passPolicyChanged,
      changed.map(([name]) => name),
    );
  });
}
