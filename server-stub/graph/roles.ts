import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { giveRole, takeRole } from '../groups/give-role.ts';
import { guarded } from '../http/guarded.ts';
import type { Role } from '../sign-in/roles.ts';
import { type Access, actorOf, requireAccess } from './access.ts';
import { answerList } from './collection.ts';
import { USERS } from './listings.ts';
import { refuseQuery } from './odata/query.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';
import { ALL_ROLES, presentRole, roleOfTemplate } from './present-role.ts';
import { referredUser, userById } from './reference.ts';

const READ: Access = {
  scope: ['RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory', 'Directory.Read.All'],
  right: 'readObjects',
};
/** No application has it: the tenant's roles are given by people. */
const WRITE: Access = { scope: ['RoleManagement.ReadWrite.Directory'], right: 'writeRoles' };

/** `/directoryRoles` by template id, who holds them, and giving and taking them. */
export async function registerRoleRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    installReading(app, context, `${prefix}/directoryRoles`);
    installMembers(app, context, `${prefix}/directoryRoles/:role/members`);
  }
}

function roleOf(request: FastifyRequest): Role {
  const role = roleOfTemplate((request.params as { role: string }).role);
  if (role === undefined) throw new Refusal('not_found');
  return role;
}

function installReading(app: FastifyInstance, context: DirectoryContext, url: string): void {
  const reader = requireAccess(context, READ);
  const name = () => `${context.urls.root}/v1.0/$metadata#directoryRoles`;
  app.get(
    url,
    guarded(reader, async (_caller, request) => {
      refuseQuery(request.query);
      return { '@odata.context': name(), value: ALL_ROLES.map(presentRole) };
    }),
  );
  app.get(
    `${url}/:role`,
    guarded(reader, async (_caller, request) => {
      refuseQuery(request.query);
      return { '@odata.context': `${name()}/$entity`, ...presentRole(roleOf(request)) };
    }),
  );
}

function installMembers(app: FastifyInstance, context: DirectoryContext, url: string): void {
  const writer = requireAccess(context, WRITE);
  app.get(
    url,
    guarded(requireAccess(context, READ), async (_caller, request) =>
      answerList(context, request, USERS, {
        within: sql`id in (select user_id from role_assignments where role = ${roleOf(request)})`,
        type: '#microsoft.graph.user',
        contextName: 'directoryObjects',
      }),
    ),
  );
  app.post(
    `${url}/$ref`,
    guarded(writer, async (caller, request, reply) => {
      const role = roleOf(request);
      await giveRole(context, actorOf(caller), role, await referredUser(context, request.body));
      return reply.code(204).send();
    }),
  );
  app.delete(
    `${url}/:member/$ref`,
    guarded(writer, async (caller, request, reply) => {
      const role = roleOf(request);
      const user = await userById(context, (request.params as { member: string }).member);
      await takeRole(context, actorOf(caller), role, user);
      return reply.code(204).send();
    }),
  );
}
