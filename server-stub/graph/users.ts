import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { DirectoryContext } from '../context.ts';
import { guarded } from '../http/guarded.ts';
import { memberships } from '../sign-in/users.ts';
import { type Access, requireAccess } from './access.ts';
import { answerList, answerOne } from './collection.ts';
import { aboutUser, READ_USER } from './graph-user.ts';
import { DEVICES, GROUPS, USERS } from './listings.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';
import { presentRole, roleNamed } from './present-role.ts';

const READ: Access = { scope: READ_USER.any, right: READ_USER.right };

/** `/users`, `/users/{id | userPrincipalName}` and `/me`, and what hangs on a person: memberships and devices. */
export async function registerUserRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    app.get(
      `${prefix}/users`,
      guarded(requireAccess(context, READ), async (_caller, request) => answerList(context, request, USERS)),
    );
    for (const owner of ['/me', '/users/:user']) installOne(app, context, `${prefix}${owner}`);
  }
}

function installOne(app: FastifyInstance, context: DirectoryContext, base: string): void {
  const reader = aboutUser(context, READ_USER);
  app.get(
    base,
    guarded(reader, async ({ user }, request) => answerOne(context, request, USERS, user)),
  );
  app.get(
    `${base}/memberOf`,
    guarded(reader, async ({ user }, request) => {
      const groups = await answerList(context, request, GROUPS, {
        within: sql`id in (select group_id from group_members where user_id = ${user.id})`,
        type: '#microsoft.graph.group',
        contextName: 'directoryObjects',
      });
      // Roles are few and come whole, before the first page of groups, and only where nothing picks among groups.
      const plain = Object.keys(request.query as object).every((name) => name === '$top');
      const { roles } = await memberships(context, user.id);
      const held = plain ? roles.map(roleNamed).flatMap((role) => (role ? [presentRole(role)] : [])) : [];
      return { ...groups, value: [...held, ...(groups.value as unknown[])] };
    }),
  );
  const owned = sql`owner_id`;
  for (const [path, withKey] of [
    ['ownedDevices', false],
    ['registeredDevices', true],
  ] as const) {
    app.get(
      `${base}/${path}`,
      guarded(reader, async ({ user }, request) => {
        const keys = sql`id in (select device_id from credentials where user_id = ${user.id} and state = 'active')`;
        const within = withKey ? sql`(${owned} = ${user.id} or ${keys})` : sql`${owned} = ${user.id}`;
        return answerList(context, request, DEVICES, {
          within: within as never,
          type: '#microsoft.graph.device',
          contextName: 'directoryObjects',
        });
      }),
    );
  }
}
