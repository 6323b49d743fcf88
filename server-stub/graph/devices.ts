import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { DeviceChange, deleteDevice, updateDevice } from '../devices/manage.ts';
import { authenticate } from '../http/authenticate.ts';
import { asking, guarded, type Permissions } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import type { DeviceRow } from '../store/tables.ts';
import { type Access, actorOf, requireAccess } from './access.ts';
import { answerList, answerOne } from './collection.ts';
import { DEVICES, USERS } from './listings.ts';
import { refuseQuery } from './odata/query.ts';
import { checkRight, rolesWith } from './permissions.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

const READ: Access = {
  scope: ['Device.Read.All', 'Device.ReadWrite.All', 'Directory.Read.All'],
  right: 'readObjects',
};
const WRITE: Access = { scope: ['Device.ReadWrite.All'], right: 'writeDevices' };
const LOOK: Permissions = {
  delegated: [...READ.scope, 'User.Read'],
  application: READ.scope,
  roles: rolesWith(READ.right),
};

/** The two names of a device. Without its own pattern the router would take quote and bracket into the parameter's name. */
const NAMES = [
  ['/devices/:device', 'id'],
  ["/devices(deviceId=':device(^[0-9A-Fa-f-]+)')", 'device_id'],
] as const;

/** `/devices`, `/devices/{id}` and `/devices(deviceId='{id}')` (reference A8). */
export async function registerDeviceObjectRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    app.get(
      `${prefix}/devices`,
      guarded(requireAccess(context, READ), async (_caller, request) =>
        answerList(context, request, DEVICES),
      ),
    );
    for (const [path, column] of NAMES) {
      const named = (request: FastifyRequest) => findDevice(context, request, column);
      installOne(app, context, `${prefix}${path}`, named);
    }
    for (const path of ['registeredOwners', 'registeredUsers'] as const) {
      installPeople(app, context, `${prefix}/devices/:device`, path);
    }
  }
}

type Named = (request: FastifyRequest) => Promise<DeviceRow | undefined>;

function installOne(app: FastifyInstance, context: DirectoryContext, url: string, named: Named): void {
  const writer = requireAccess(context, WRITE);
  app.get(
    url,
    guarded(
      asking(LOOK, (request) => identifyReader(context, request, named)),
      async (device, request) => answerOne(context, request, DEVICES, device),
    ),
  );
  app.patch(
    url,
    guarded(writer, async (caller, request, reply) => {
      refuseQuery(request.query);
      const device = found(await named(request));
      await updateDevice(context, actorOf(caller), device, parse(DeviceChange, request.body));
      return reply.code(204).send();
    }),
  );
  app.delete(
    url,
    guarded(writer, async (caller, request, reply) => {
      refuseQuery(request.query);
      await deleteDevice(context, actorOf(caller), found(await named(request)));
      return reply.code(204).send();
    }),
  );
}

function installPeople(
  app: FastifyInstance,
  context: DirectoryContext,
  url: string,
  path: 'registeredOwners' | 'registeredUsers',
): void {
  app.get(
    `${url}/${path}`,
    guarded(requireAccess(context, READ), async (_caller, request) => {
      const device = found(await findDevice(context, request, 'id'));
      const keys = sql`id in (select user_id from credentials where device_id = ${device.id} and state = 'active')`;
      const within =
        path === 'registeredOwners'
          ? sql`id = ${device.owner_id}`
          : sql`(id = ${device.owner_id} or ${keys})`;
      return answerList(context, request, USERS, {
        within: within as never,
        type: '#microsoft.graph.user',
        contextName: 'directoryObjects',
      });
    }),
  );
}

/** A reader, or the owner with nothing but a token of their own. */
async function identifyReader(
  context: DirectoryContext,
  request: FastifyRequest,
  named: Named,
): Promise<DeviceRow> {
  const caller = await authenticate(context, request, {
    scope: LOOK.delegated,
    application: LOOK.application,
    dpop: 'optional',
  });
  const device = await named(request);
  if (caller.kind === 'user' && caller.userId === device?.owner_id) return device;
  checkRight(caller, READ.right);
  const wide = caller.kind === 'application' || caller.scopes.some((scope) => READ.scope.includes(scope));
  if (!wide) throw new Refusal('permission_denied');
  return found(device);
}

function findDevice(
  context: DirectoryContext,
  request: FastifyRequest,
  column: 'id' | 'device_id',
): Promise<DeviceRow | undefined> {
  const { device: id } = request.params as { device: string };
  return context.store.db
    .selectFrom('devices')
    .selectAll()
    .where(column, '=', id.toLowerCase())
    .executeTakeFirst();
}

function found(device: DeviceRow | undefined): DeviceRow {
  if (!device) throw new Refusal('not_found');
  return device;
}
