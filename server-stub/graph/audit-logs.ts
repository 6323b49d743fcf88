import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DirectoryContext } from '../context.ts';
import { authenticate } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import { findUserByName } from '../sign-in/users.ts';
import { matches, requiredValue } from './odata/matches.ts';
import { type Page, readSkipToken, writePage } from './odata/page.ts';
import { type CollectionQuery, type CollectionShape, readQuery } from './odata/query.ts';
import { checkReader } from './permissions.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

const READ = ['AuditLog.Read.All'];
const BATCH = 1000;
/** Rows that one request looks through; a page may then be short, or empty, and its next link goes on. */
const MOST_SCANNED = 20_000;

interface Log {
  readonly path: 'signIns' | 'directoryAudits';
  readonly table: 'sign_ins' | 'directory_audits';
  readonly shape: CollectionShape;
}

const SIGN_INS: Log = {
  path: 'signIns',
  table: 'sign_ins',
  shape: {
    select: [
      'id',
      'createdDateTime',
      'userDisplayName',
      'userPrincipalName',
      'userId',
      'appId',
      'appDisplayName',
      'ipAddress',
      'correlationId',
      'conditionalAccessStatus',
      'isInteractive',
      'status',
      'deviceDetail',
      'location',
      'appliedConditionalAccessPolicies',
      'authenticationDetails',
      'authenticationMethodsUsed',
      'authenticationRequirement',
    ],
    filter: [
      'id',
      'createdDateTime',
      'userDisplayName',
      'userPrincipalName',
      'userId',
      'appId',
      'appDisplayName',
      'ipAddress',
      'correlationId',
      'conditionalAccessStatus',
      'isInteractive',
      'status/errorCode',
      'deviceDetail/deviceId',
      'authenticationRequirement',
    ],
    orderBy: ['createdDateTime desc'],
    largestPage: 1000,
    defaultPage: 1000,
  },
};

const DIRECTORY_AUDITS: Log = {
  path: 'directoryAudits',
  table: 'directory_audits',
  shape: {
    select: [
      'id',
      'category',
      'correlationId',
      'result',
      'resultReason',
      'activityDisplayName',
      'activityDateTime',
      'loggedByService',
      'operationType',
      'initiatedBy',
      'targetResources',
      'additionalDetails',
    ],
    filter: [
      'id',
      'category',
      'correlationId',
      'result',
      'activityDisplayName',
      'activityDateTime',
      'loggedByService',
      'initiatedBy/user/id',
      'initiatedBy/user/userPrincipalName',
      'initiatedBy/app/appId',
    ],
    orderBy: ['activityDateTime desc'],
    largestPage: 1000,
    defaultPage: 1000,
  },
};

/** `/auditLogs/signIns` and `/auditLogs/directoryAudits`, newest first (reference A6, A7). */
export async function registerAuditLogRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  const reader = async (request: FastifyRequest) =>
    checkReader(await authenticate(context, request, { scope: READ, application: READ, dpop: 'optional' }));
  for (const prefix of GRAPH_PREFIXES) {
    for (const log of [SIGN_INS, DIRECTORY_AUDITS]) {
      app.get(
        `${prefix}/auditLogs/${log.path}`,
        guarded(reader, async (_caller, request) => {
          const query = readQuery(request.query, log.shape);
          const page = await readLog(context, log, query);
          const { root } = context.urls;
          const url = `${root}${prefix}/auditLogs/${log.path}`;
          return writePage(page, query, { url, contextName: `auditLogs/${log.path}`, root });
        }),
      );
    }
  }
}

async function readLog(
  context: DirectoryContext,
  log: Log,
  query: CollectionQuery,
): Promise<Page<Record<string, unknown>>> {
  const userId = log === SIGN_INS ? await userOfFilter(context, query) : undefined;
  const rows: Record<string, unknown>[] = [];
  let before = Number(readSkipToken(query.skipToken, /^\d{1,15}$/) ?? Number.MAX_SAFE_INTEGER);
  for (let scanned = 0; scanned < MOST_SCANNED; scanned += BATCH) {
    const batch = await readBatch(context, log, { before, userId });
    for (const { seq, payload } of batch) {
      const row = JSON.parse(payload) as Record<string, unknown>;
      if (query.filter !== undefined && !matches(query.filter, row)) {
        before = seq;
        continue;
      }
      if (rows.length === query.top) return { rows, next: String(before) };
      rows.push(row);
      before = seq;
    }
    if (batch.length < BATCH) return { rows };
    // The driver is synchronous: without this no other request would run until the scan is over.
    await setImmediate();
  }
  return { rows, next: String(before) };
}

function readBatch(
  context: DirectoryContext,
  log: Log,
  { before, userId }: { readonly before: number; readonly userId: string | undefined },
) {
  let select = context.store.db
    .selectFrom(log.table)
    .select(['seq', 'payload'])
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(BATCH);
  if (userId !== undefined) select = select.where('user_id', '=', userId);
  return select.execute();
}

/** Where the filter asks for one person, the index does the work. */
async function userOfFilter(context: DirectoryContext, { filter }: CollectionQuery) {
  const id = requiredValue(filter, 'userId');
  if (typeof id === 'string') return id.toLowerCase();
  const name = requiredValue(filter, 'userPrincipalName');
  if (typeof name !== 'string') return undefined;
  return (await findUserByName(context, name))?.id;
}
