import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { authenticate } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import type { DeviceRow } from '../store/tables.ts';
import { matches } from './odata/matches.ts';
import { type Page, readSkipToken, selectMembers, writePage } from './odata/page.ts';
import { type CollectionQuery, type CollectionShape, readQuery } from './odata/query.ts';
import { checkReader } from './permissions.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

const MEMBERS = [
  'id',
  'deviceId',
  'displayName',
  'accountEnabled',
  'operatingSystem',
  'operatingSystemVersion',
  'trustType',
  'profileType',
  'isCompliant',
  'isManaged',
  'manufacturer',
  'model',
  'serialNumber',
  'registrationDateTime',
  'provisionedDateTime',
];
const DEVICES: CollectionShape = { select: MEMBERS, filter: MEMBERS, largestPage: 999, defaultPage: 100 };
const READ = ['Device.Read.All', 'Device.ReadWrite.All', 'Directory.Read.All'];
const BATCH = 1000;

/** Entra's word for how a device belongs to the tenant. */
const TRUST = { join: 'AzureAd', register: 'Workplace', hybrid: 'ServerAd' } as const;

/** `/devices`, `/devices/{id}` and `/devices(deviceId='{id}')` (reference A8). */
export async function registerDeviceObjectRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
): Promise<void> {
  const reader = async (request: FastifyRequest) =>
    checkReader(await authenticate(context, request, { scope: READ, application: READ, dpop: 'optional' }));
  for (const prefix of GRAPH_PREFIXES) {
    app.get(
      `${prefix}/devices`,
      guarded(reader, async (_caller, request) => {
        const query = readQuery(request.query, DEVICES);
        const page = await listDevices(context, query);
        const { root } = context.urls;
        return writePage(page, query, { url: `${root}${prefix}/devices`, contextName: 'devices', root });
      }),
    );
    for (const [path, column] of [
      // Without its own pattern the router would take the quote and the bracket into the parameter's name.
      ["/devices(deviceId=':device(^[0-9A-Fa-f-]+)')", 'device_id'],
      ['/devices/:device', 'id'],
    ] as const) {
      app.get(
        `${prefix}${path}`,
        guarded(reader, async (_caller, request) => readDevice(context, request, column)),
      );
    }
  }
}

/** A device in Graph's shape; `serialNumber` and `provisionedDateTime` are ours. */
export function presentDevice(device: DeviceRow): Record<string, unknown> {
  return {
    id: device.id,
    deviceId: device.device_id,
    displayName: device.display_name,
    accountEnabled: device.account_enabled === 1,
    operatingSystem: device.operating_system,
    operatingSystemVersion: device.operating_system_version,
    trustType: TRUST[device.join_type],
    profileType: 'RegisteredDevice',
    // Nothing here judges or manages devices, and saying so is better than null.
    isCompliant: false,
    isManaged: false,
    manufacturer: device.manufacturer,
    model: device.model,
    serialNumber: device.serial_number,
    registrationDateTime: new Date(device.created_at).toISOString(),
    provisionedDateTime:
      device.provisioned_at === null ? null : new Date(device.provisioned_at).toISOString(),
  };
}

async function readDevice(context: DirectoryContext, request: FastifyRequest, column: 'id' | 'device_id') {
  const { device: id } = request.params as { device: string };
  const { select } = readQuery(request.query, { select: MEMBERS, largestPage: 1, defaultPage: 1 });
  const device = await context.store.db
    .selectFrom('devices')
    .selectAll()
    .where(column, '=', id.toLowerCase())
    .executeTakeFirst();
  if (!device) throw new Refusal('not_found');
  const shown = selectMembers(presentDevice(device), select);
  return { '@odata.context': `${context.urls.root}/v1.0/$metadata#devices/$entity`, ...shown };
}

/** In the order of their ids: unique, and unchanged by anything that happens between two pages. */
async function listDevices(
  context: DirectoryContext,
  query: CollectionQuery,
): Promise<Page<Record<string, unknown>>> {
  const rows: Record<string, unknown>[] = [];
  let after = readSkipToken(query.skipToken, /^[0-9a-f-]{36}$/) ?? '';
  for (;;) {
    const batch = await context.store.db
      .selectFrom('devices')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const device of batch) {
      const shown = presentDevice(device);
      if (query.filter !== undefined && !matches(query.filter, shown)) continue;
      if (rows.length === query.top) return { rows, next: after };
      rows.push(shown);
      after = device.id;
    }
    if (batch.length < BATCH) return { rows };
    after = batch.at(-1)?.id ?? after;
  }
}
