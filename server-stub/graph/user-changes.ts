import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { authenticate, type Caller } from '../http/authenticate.ts';
import { asking, guarded, type Permissions } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { findUser } from '../sign-in/users.ts';
import { AccountChange, NewAccount } from '../users/account.ts';
import { createUser, deleteUser, revokeSessions, updateUser } from '../users/manage.ts';
import { actorOf, requireAccess } from './access.ts';
import { type AboutUser, presentUser } from './graph-user.ts';
import { refuseQuery } from './odata/query.ts';
import { checkMayChange, rolesWith } from './permissions.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

const WRITE = ['User.ReadWrite.All'];
const REVOKE = ['User.RevokeSessions.All', 'User.ReadWrite.All'];
const CHANGE: Permissions = { delegated: WRITE, application: WRITE, roles: rolesWith('writeUsers') };
const END_SESSIONS: Permissions = {
  delegated: REVOKE,
  application: REVOKE,
  roles: rolesWith('endSessions'),
};

/** Creating, changing and deleting people, and ending their sign-ins. */
export async function registerUserChangeRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    app.post(
      `${prefix}/users`,
      guarded(
        requireAccess(context, { scope: WRITE, right: 'writeUsers' }),
        async (caller, request, reply) => {
          refuseQuery(request.query);
          const user = await createUser(context, actorOf(caller), parse(NewAccount, request.body));
          const shape = `${context.urls.root}/v1.0/$metadata#users/$entity`;
          return reply.code(201).send({ '@odata.context': shape, ...presentUser(user) });
        },
      ),
    );
    installChanges(app, context, `${prefix}/users/:user`);
    for (const owner of ['/me', '/users/:user']) {
      app.post(
        `${prefix}${owner}/revokeSignInSessions`,
        guarded(
          asking(END_SESSIONS, (request) => identifyRevoker(context, request)),
          async ({ caller, user }) => {
            await revokeSessions(context, actorOf(caller), user);
            return { '@odata.context': `${context.urls.root}/v1.0/$metadata#Edm.Boolean`, value: true };
          },
        ),
      );
    }
  }
}

function installChanges(app: FastifyInstance, context: DirectoryContext, url: string): void {
  const writer = asking(CHANGE, (request) => identifyWriter(context, request));
  app.patch(
    url,
    guarded(writer, async ({ caller, user }, request, reply) => {
      refuseQuery(request.query);
      await updateUser(context, actorOf(caller), user, parse(AccountChange, request.body));
      return reply.code(204).send();
    }),
  );
  app.delete(
    url,
    guarded(writer, async ({ caller, user }, request, reply) => {
      refuseQuery(request.query);
      await deleteUser(context, actorOf(caller), user);
      return reply.code(204).send();
    }),
  );
}

async function identifyWriter(context: DirectoryContext, request: FastifyRequest): Promise<AboutUser> {
  const caller = await requireAccess(context, { scope: WRITE, right: 'writeUsers' })(request);
  const { user: named = '' } = request.params as { user?: string };
  return over(context, caller, named, 'writeUsers');
}

/** Rights first: who may not change anybody is not told who exists. */
async function over(
  context: DirectoryContext,
  caller: Caller,
  named: string,
  right: 'writeUsers' | 'endSessions',
): Promise<AboutUser> {
  const user = await findUser(context, named);
  await checkMayChange(context, caller, user?.id ?? '', right);
  if (!user) throw new Refusal('not_found');
  return { caller, user };
}

/** Everybody may end their own sign-ins, without any role. */
async function identifyRevoker(context: DirectoryContext, request: FastifyRequest): Promise<AboutUser> {
  const { user: named } = request.params as { user?: string };
  const caller = await authenticate(context, request, {
    scope: REVOKE,
    application: REVOKE,
    dpop: 'optional',
  });
  if (caller.kind === 'user') {
    const self = await findUser(context, caller.userId);
    if (self && (named === undefined || (await findUser(context, named))?.id === self.id)) {
      return { caller, user: self };
    }
  }
  if (named === undefined) {
    throw new Refusal('request_malformed', { detail: '/me needs a person; an application names the user' });
  }
  return over(context, caller, named, 'endSessions');
}
