import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { changePolicy, createPolicy, deletePolicy, findPolicy } from '../conditional-access/manage.ts';
import { type ConditionalAccessPolicy, POLICY_KIND } from '../conditional-access/policy.ts';
import { presentPolicy } from '../conditional-access/present.ts';
import { readPolicyBody } from '../conditional-access/schema.ts';
import { type AuthenticationStrength, readStrengths } from '../conditional-access/strengths.ts';
import type { DirectoryContext } from '../context.ts';
import { guarded } from '../http/guarded.ts';
import { type Access, actorOf, requireAccess } from './access.ts';
import { answerList } from './collection.ts';
import { lower, text } from './odata/column.ts';
import type { Listing } from './odata/list.ts';
import { selectMembers } from './odata/page.ts';
import { readQuery, refuseQuery } from './odata/query.ts';
import { knowsNewMembers } from './prefer.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

export const READ_ACCESS: Access = {
  scope: ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess'],
  right: 'readConditionalAccess',
};
export const WRITE_ACCESS: Access = {
  scope: ['Policy.ReadWrite.ConditionalAccess'],
  right: 'writeConditionalAccess',
};

const SELECT = [
  'id',
  'templateId',
  'displayName',
  'createdDateTime',
  'modifiedDateTime',
  'state',
  'conditions',
  'grantControls',
  'sessionControls',
];
const CONTEXT = 'identity/conditionalAccess/policies';
const member = (name: string) => `json_extract(payload, '$.${name}')`;

/** Policies are rows of one table with others; `within` keeps to their kind. */
function listing(strengths: readonly AuthenticationStrength[], request: FastifyRequest) {
  return {
    table: 'policies',
    key: 'id',
    present: ({ payload }) => {
      const policy = JSON.parse(payload) as ConditionalAccessPolicy;
      return presentPolicy(policy, strengths, knowsNewMembers(request));
    },
    shape: {
      select: SELECT,
      filter: {
        id: lower('id'),
        displayName: text(member('displayName')),
        state: text(member('state')),
        createdDateTime: text(member('createdDateTime')),
      },
      orderBy: { displayName: text(member('displayName')) },
      count: true,
      largestPage: 999,
      defaultPage: 100,
    },
  } satisfies Listing<{ payload: string }>;
}

const idOf = (request: FastifyRequest) => (request.params as { policy: string }).policy;

function installReading(app: FastifyInstance, context: DirectoryContext, url: string): void {
  const reader = requireAccess(context, READ_ACCESS);
  app.get(
    url,
    guarded(reader, async (_caller, request) => {
      const strengths = await readStrengths(context);
      const within = sql<0 | 1>`kind = ${POLICY_KIND}`;
      return answerList(context, request, listing(strengths, request), { within, contextName: CONTEXT });
    }),
  );
  app.get(
    `${url}/:policy`,
    guarded(reader, async (_caller, request) => {
      const { select } = readQuery(request.query, { select: SELECT, largestPage: 1, defaultPage: 1 });
      const policy = await findPolicy(context, idOf(request));
      const shown = presentPolicy(policy, await readStrengths(context), knowsNewMembers(request));
      const shape = `${context.urls.root}/v1.0/$metadata#${CONTEXT}/$entity`;
      return { '@odata.context': shape, ...selectMembers(shown, select) };
    }),
  );
}

function installWriting(app: FastifyInstance, context: DirectoryContext, url: string): void {
  const writer = requireAccess(context, WRITE_ACCESS);
  app.post(
    url,
    guarded(writer, async (caller, request, reply) => {
      refuseQuery(request.query);
      const policy = await createPolicy(context, actorOf(caller), readPolicyBody(request.body));
      const shape = `${context.urls.root}/v1.0/$metadata#${CONTEXT}/$entity`;
      const shown = presentPolicy(policy, await readStrengths(context), knowsNewMembers(request));
      return reply.code(201).send({ '@odata.context': shape, ...shown });
    }),
  );
  app.patch(
    `${url}/:policy`,
    guarded(writer, async (caller, request, reply) => {
      await changePolicy(context, actorOf(caller), idOf(request), readPolicyBody(request.body));
      return reply.code(204).send();
    }),
  );
  app.delete(
    `${url}/:policy`,
    guarded(writer, async (caller, request, reply) => {
      await deletePolicy(context, actorOf(caller), idOf(request));
      return reply.code(204).send();
    }),
  );
}

/** `/identity/conditionalAccess/policies` (reference A5). A change counts from the next sign-in, refresh and check on. */
export async function registerConditionalAccessRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    const url = `${prefix}/identity/conditionalAccess/policies`;
    installReading(app, context, url);
    installWriting(app, context, url);
  }
}
