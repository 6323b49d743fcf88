import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import {
  type Collection,
  deleteMethod,
  findMethod,
  listCollection,
  listCredentials,
} from '../credentials/methods.ts';
import { type ListedCredential, presentCredential } from '../credentials/present.ts';
import { listSoftwareOath } from '../credentials/software-oath/methods.ts';
import { presentSoftwareOath } from '../credentials/software-oath/present.ts';
import { guarded } from '../http/guarded.ts';
import { listPasses } from '../passes/manage.ts';
import type { UserRow } from '../store/tables.ts';
import { actorOf } from './access.ts';
import { aboutUser, READ_METHODS, removerOf } from './graph-user.ts';
import { refuseQuery } from './odata/query.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';
import { presentDevice } from './present-device.ts';

/** The documented id of everybody's password method. */
const PASSWORD_METHOD = '28c10230-6103-485e-b985-444c60001490';
const COLLECTIONS: readonly Collection[] = ['fido2Methods', 'windowsHelloForBusinessMethods'];

/** `authentication/methods` and the two collections of credentials (reference A3). */
export async function registerMethodRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    for (const owner of ['/me', '/users/:user']) installFor(app, context, `${prefix}${owner}/authentication`);
  }
}

function installFor(app: FastifyInstance, context: DirectoryContext, base: string): void {
  const reader = aboutUser(context, READ_METHODS);
  const about = (user: UserRow, rest: string) =>
    `${context.urls.root}/v1.0/$metadata#users('${user.id}')/authentication/${rest}`;
  app.get(
    `${base}/methods`,
    guarded(reader, async ({ user }, request) => {
      refuseQuery(request.query);
      return { '@odata.context': about(user, 'methods'), value: await listMethods(context, user) };
    }),
  );
  for (const collection of COLLECTIONS) {
    app.get(
      `${base}/${collection}`,
      guarded(reader, async ({ user }, request) => {
        refuseQuery(request.query);
        const found = await listCollection(context, user.id, collection);
        return { '@odata.context': about(user, collection), value: found.map(presentCredential) };
      }),
    );
    app.get(
      `${base}/${collection}/:method`,
      guarded(reader, async ({ user }, request) => {
        const { method } = request.params as { method: string };
        const expand = readExpand(request.query, collection);
        const found = await findMethod(context, user.id, collection, method);
        const device = expand ? await deviceOf(context, found) : {};
        return {
          '@odata.context': about(user, `${collection}/$entity`),
          ...presentCredential(found),
          ...device,
        };
      }),
    );
    app.delete(
      `${base}/${collection}/:method`,
      guarded(removerOf(context), async ({ caller, user }, request, reply) => {
        const { method } = request.params as { method: string };
        await deleteMethod(context, actorOf(caller), { userId: user.id, collection, methodId: method });
        return reply.code(204).send();
      }),
    );
  }
  installPassword(app, context, base);
}

/** `passwordMethods` (reference A3): none or one, and never the password. It is set with the person (`PATCH /users/{id}`). */
function installPassword(app: FastifyInstance, context: DirectoryContext, base: string): void {
  const reader = aboutUser(context, READ_METHODS);
  const about = (user: UserRow, rest = '') =>
    `${context.urls.root}/v1.0/$metadata#users('${user.id}')/authentication/passwordMethods${rest}`;
  app.get(
    `${base}/passwordMethods`,
    guarded(reader, async ({ user }, request) => {
      refuseQuery(request.query);
      return { '@odata.context': about(user), value: passwordOf(user) };
    }),
  );
  app.get(
    `${base}/passwordMethods/:method`,
    guarded(reader, async ({ user }, request) => {
      refuseQuery(request.query);
      const { method } = request.params as { method: string };
      const [password] = passwordOf(user);
      if (!password || method.toLowerCase() !== PASSWORD_METHOD) throw new Refusal('not_found');
      return { '@odata.context': about(user, '/$entity'), ...password };
    }),
  );
}

function passwordOf(user: UserRow): Record<string, unknown>[] {
  if (user.password_hash === null) return [];
  const createdDateTime = new Date(user.created_at).toISOString();
  const type = '#microsoft.graph.passwordAuthenticationMethod';
  return [{ '@odata.type': type, id: PASSWORD_METHOD, password: null, createdDateTime }];
}

/** Every method that the user has, in Graph's order of strength upwards: password, pass, apps, credentials. */
async function listMethods(context: DirectoryContext, user: UserRow): Promise<Record<string, unknown>[]> {
  const passes = await listPasses(context, user.id);
  const credentials = await listCredentials(context, user.id);
  const apps = await listSoftwareOath(context, user.id);
  return [
    ...passwordOf(user),
    ...passes.map((pass) => ({
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethod',
      ...pass,
    })),
    ...apps.map(presentSoftwareOath),
    ...credentials.map(presentCredential),
  ];
}

/** `$expand=device` on one Hello credential is the only option there is. */
function readExpand(query: unknown, collection: Collection): boolean {
  const { $expand, ...rest } = (query ?? {}) as Record<string, unknown>;
  refuseQuery(rest);
  if ($expand === undefined) return false;
  if ($expand === 'device' && collection === 'windowsHelloForBusinessMethods') return true;
  throw new Refusal('request_malformed', { detail: '$expand offers the device of a Hello credential only' });
}

async function deviceOf(context: DirectoryContext, { device_id }: ListedCredential) {
  if (device_id === null) return { device: null };
  const device = await context.store.db
    .selectFrom('devices')
    .selectAll()
    .where('id', '=', device_id)
    .executeTakeFirst();
  return { device: device ? presentDevice(device) : null };
}
