import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  ActivateSoftwareOathRequest,
  CreateSoftwareOathRequest,
} from '../../electron/contract/wire/software-oath.ts';
import type { DirectoryContext } from '../context.ts';
import { deleteSoftwareOath } from '../credentials/software-oath/delete.ts';
import { findSoftwareOath, listSoftwareOath } from '../credentials/software-oath/methods.ts';
import { presentSoftwareOath } from '../credentials/software-oath/present.ts';
import { activateSoftwareOath, beginSoftwareOath } from '../credentials/software-oath/register.ts';
import { authenticateUser, type UserCaller } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { actorOf } from './access.ts';
import { aboutUser, READ_METHODS, removerOf } from './graph-user.ts';
import { refuseQuery } from './odata/query.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

const WRITE_OWN = 'UserAuthenticationMethod.ReadWrite';
const COLLECTION = 'softwareOathMethods';

/**
 * Authenticator apps (Graph's softwareOathMethods). Graph v1.0 lists, gets and deletes; making one for oneself is ours,
 * in two steps: the secret, and the first code that shows that the app has it.
 */
export async function registerSoftwareOathRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    for (const owner of ['/me', '/users/:user']) {
      const base = `${prefix}${owner}/authentication/${COLLECTION}`;
      installReading(app, context, base);
      installRemoving(app, context, base);
    }
    installRegistering(app, context, `${prefix}/me/authentication/${COLLECTION}`);
  }
}

function installReading(app: FastifyInstance, context: DirectoryContext, base: string): void {
  const reader = aboutUser(context, READ_METHODS);
  const about = (user: string, rest = '') =>
    `${context.urls.root}/v1.0/$metadata#users('${user}')/authentication/${COLLECTION}${rest}`;
  app.get(
    base,
    guarded(reader, async ({ user }, request) => {
      refuseQuery(request.query);
      const rows = await listSoftwareOath(context, user.id);
      return { '@odata.context': about(user.id), value: rows.map(presentSoftwareOath) };
    }),
  );
  app.get(
    `${base}/:method`,
    guarded(reader, async ({ user }, request) => {
      refuseQuery(request.query);
      const row = await findSoftwareOath(context, user.id, methodOf(request));
      return { '@odata.context': about(user.id, '/$entity'), ...presentSoftwareOath(row) };
    }),
  );
}

function installRegistering(app: FastifyInstance, context: DirectoryContext, base: string): void {
  const self = (request: FastifyRequest): Promise<UserCaller> =>
    authenticateUser(context, request, { scope: [WRITE_OWN], dpop: 'optional' });
  app.post(
    base,
    guarded(self, async (caller, request, reply) => {
      const { displayName } = parse(CreateSoftwareOathRequest, request.body ?? {});
      const { row, secretKey, otpauthUri } = await beginSoftwareOath(context, caller, displayName);
      return reply.code(201).send({ ...presentSoftwareOath(row), secretKey, otpauthUri });
    }),
  );
  app.post(
    `${base}/:method/activate`,
    guarded(self, async (caller, request) => {
      const { verificationCode } = parse(ActivateSoftwareOathRequest, request.body);
      const id = methodOf(request);
      return presentSoftwareOath(await activateSoftwareOath(context, caller, { id, verificationCode }));
    }),
  );
}

function installRemoving(app: FastifyInstance, context: DirectoryContext, base: string): void {
  app.delete(
    `${base}/:method`,
    guarded(removerOf(context), async ({ caller, user }, request, reply) => {
      await deleteSoftwareOath(context, { actor: actorOf(caller), userId: user.id, id: methodOf(request) });
      return reply.code(204).send();
    }),
  );
}

function methodOf(request: FastifyRequest): string {
  return (request.params as { method: string }).method;
}
