import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import { CreatePassRequest } from '../../electron/contract/wire/graph.ts';
import type { DirectoryContext } from '../context.ts';
import { authenticate, type Caller } from '../http/authenticate.ts';
import { asking, guarded, type Permissions } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { createPass, deletePass, getPass, listPasses } from '../passes/manage.ts';
import { findUser } from '../sign-in/users.ts';
import { actorOf } from './access.ts';
import { type AboutUser, aboutUser, READ_METHODS, REMOVE_METHOD } from './graph-user.ts';
import { refuseQuery } from './odata/query.ts';
import { checkMayManage, METHOD_MANAGERS } from './permissions.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

const WRITE_ANY = 'UserAuthenticationMethod.ReadWrite.All';
const WRITE_OWN = 'UserAuthenticationMethod.ReadWrite';
const ISSUE: Permissions = { delegated: [WRITE_ANY], application: [WRITE_ANY], roles: METHOD_MANAGERS };
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethod';

/** Passes of a user (reference A1): list, get, issue, take back. There is no PATCH and no issuing for oneself. */
export async function registerPassRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    for (const owner of ['/me', '/users/:user']) {
      const base = `${prefix}${owner}/authentication/temporaryAccessPassMethods`;
      installReading(app, context, base);
      const remover = asking(REMOVE_METHOD, (request) => identifyRemover(context, request));
      app.delete(
        `${base}/:method`,
        guarded(remover, async ({ caller, user }, request, reply) => {
          const passId = methodOf(request);
          await deletePass(context, { actor: actorOf(caller), user, passId });
          return reply.code(204).send();
        }),
      );
    }
    installIssuing(app, context, `${prefix}/users/:user/authentication/temporaryAccessPassMethods`);
  }
}

function installReading(app: FastifyInstance, context: DirectoryContext, base: string): void {
  const reader = aboutUser(context, READ_METHODS);
  const name = (user: string) => `users('${user}')/authentication/temporaryAccessPassMethods`;
  const root = () => `${context.urls.root}/v1.0/$metadata#`;
  app.get(
    base,
    guarded(reader, async ({ user }, request) => {
      refuseQuery(request.query);
      return { '@odata.context': `${root()}${name(user.id)}`, value: await listPasses(context, user.id) };
    }),
  );
  app.get(
    `${base}/:method`,
    guarded(reader, async ({ user }, request) => {
      refuseQuery(request.query);
      const pass = await getPass(context, user.id, methodOf(request));
      return { '@odata.context': `${root()}${name(user.id)}/$entity`, '@odata.type': TYPE, ...pass };
    }),
  );
}

function installIssuing(app: FastifyInstance, context: DirectoryContext, url: string): void {
  app.post(
    url,
    guarded(
      asking(ISSUE, (request) => identifyIssuer(context, request)),
      async ({ caller, user }, request, reply) => {
        const body = parse(CreatePassRequest, request.body ?? {});
        const pass = await createPass(context, { actor: actorOf(caller), user, request: body });
        const entity = `users('${user.id}')/authentication/temporaryAccessPassMethods/$entity`;
        return reply.code(201).send({
          '@odata.context': `${context.urls.root}/v1.0/$metadata#${entity}`,
          '@odata.type': TYPE,
          ...pass,
        });
      },
    ),
  );
}

async function identifyIssuer(context: DirectoryContext, request: FastifyRequest): Promise<AboutUser> {
  const caller = await authenticate(context, request, {
    scope: WRITE_ANY,
    application: WRITE_ANY,
    dpop: 'optional',
  });
  return managed(context, caller, request);
}

/** One's own pass may be taken back by oneself, without any role. */
async function identifyRemover(context: DirectoryContext, request: FastifyRequest): Promise<AboutUser> {
  const caller = await authenticate(context, request, {
    scope: [WRITE_OWN, WRITE_ANY],
    application: WRITE_ANY,
    dpop: 'optional',
  });
  const { user: named } = request.params as { user?: string };
  if (caller.kind === 'user') {
    const self = await findUser(context, caller.userId);
    const own = named === undefined || (await findUser(context, named))?.id === caller.userId;
    if (self && own) return { caller, user: self };
    if (!caller.scopes.includes(WRITE_ANY)) throw new Refusal('permission_denied');
  }
  return managed(context, caller, request);
}

async function managed(
  context: DirectoryContext,
  caller: Caller,
  request: FastifyRequest,
): Promise<AboutUser> {
  const { user: named = '' } = request.params as { user?: string };
  const user = await findUser(context, named);
  await checkMayManage(context, caller, user?.id ?? '');
  if (!user) throw new Refusal('not_found');
  return { caller, user };
}

function methodOf(request: FastifyRequest): string {
  return (request.params as { method: string }).method;
}
