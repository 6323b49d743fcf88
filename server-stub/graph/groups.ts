import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { DirectoryContext } from '../context.ts';
import {
  addMember,
  createGroup,
  deleteGroup,
  findGroup,
  GroupChange,
  NewGroup,
  removeMember,
  updateGroup,
} from '../groups/manage.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { type Access, actorOf, requireAccess } from './access.ts';
import { answerList, answerOne } from './collection.ts';
import { GROUPS, USERS } from './listings.ts';
import { refuseQuery } from './odata/query.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';
import { presentGroup } from './present-group.ts';
import { referredUser, userById } from './reference.ts';

const READ: Access = {
  scope: ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All'],
  right: 'readObjects',
};
const WRITE: Access = { scope: ['Group.ReadWrite.All'], right: 'writeGroups' };
const WRITE_MEMBERS: Access = {
  scope: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All'],
  right: 'writeGroups',
};

/** `/groups`, and who is in them. Policies name groups; a change of members counts from the next request on. */
export async function registerGroupRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    installReading(app, context, `${prefix}/groups`);
    installWriting(app, context, `${prefix}/groups`);
    installMembers(app, context, `${prefix}/groups/:group/members`);
  }
}

const groupOf = (context: DirectoryContext, request: FastifyRequest) =>
  findGroup(context, (request.params as { group: string }).group);

function installReading(app: FastifyInstance, context: DirectoryContext, url: string): void {
  const reader = requireAccess(context, READ);
  app.get(
    url,
    guarded(reader, async (_caller, request) => answerList(context, request, GROUPS)),
  );
  app.get(
    `${url}/:group`,
    guarded(reader, async (_caller, request) =>
      answerOne(context, request, GROUPS, await groupOf(context, request)),
    ),
  );
}

function installWriting(app: FastifyInstance, context: DirectoryContext, url: string): void {
  const writer = requireAccess(context, WRITE);
  app.post(
    url,
    guarded(writer, async (caller, request, reply) => {
      refuseQuery(request.query);
      const group = await createGroup(context, actorOf(caller), parse(NewGroup, request.body));
      const shape = `${context.urls.root}/v1.0/$metadata#groups/$entity`;
      return reply.code(201).send({ '@odata.context': shape, ...presentGroup(group) });
    }),
  );
  app.patch(
    `${url}/:group`,
    guarded(writer, async (caller, request, reply) => {
      const group = await groupOf(context, request);
      await updateGroup(context, actorOf(caller), group, parse(GroupChange, request.body));
      return reply.code(204).send();
    }),
  );
  app.delete(
    `${url}/:group`,
    guarded(writer, async (caller, request, reply) => {
      await deleteGroup(context, actorOf(caller), await groupOf(context, request));
      return reply.code(204).send();
    }),
  );
}

function installMembers(app: FastifyInstance, context: DirectoryContext, url: string): void {
  const writer = requireAccess(context, WRITE_MEMBERS);
  app.get(
    url,
    guarded(requireAccess(context, READ), async (_caller, request) => {
      const group = await groupOf(context, request);
      return answerList(context, request, USERS, {
        within: sql`id in (select user_id from group_members where group_id = ${group.id})`,
        type: '#microsoft.graph.user',
        contextName: 'directoryObjects',
      });
    }),
  );
  app.post(
    `${url}/$ref`,
    guarded(writer, async (caller, request, reply) => {
      const group = await groupOf(context, request);
      const user = await referredUser(context, request.body);
      await addMember(context, actorOf(caller), group, user);
      return reply.code(204).send();
    }),
  );
  app.delete(
    `${url}/:member/$ref`,
    guarded(writer, async (caller, request, reply) => {
      const group = await groupOf(context, request);
      const user = await userById(context, (request.params as { member: string }).member);
      await removeMember(context, actorOf(caller), group, user);
      return reply.code(204).send();
    }),
  );
}
