import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type SqlBool, sql } from 'kysely';
import { shownTo } from '../conditional-access/applied.ts';
import type { DirectoryContext } from '../context.ts';
import { authenticate, type Caller } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import { mayRead } from './access.ts';
import { READ_ACCESS } from './conditional-access.ts';
import { flag, lower, number, text, time } from './odata/column.ts';
import { type Page, readSkipToken, writePage } from './odata/page.ts';
import { type CollectionQuery, type CollectionShape, readQuery } from './odata/query.ts';
import { whereOf } from './odata/where.ts';
import { checkReader } from './permissions.ts';
import { knowsNewMembers } from './prefer.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

const READ = ['AuditLog.Read.All'];
/** Rows that one query looks through, and queries of one request: a page may then be short, or empty, and its next link goes on. */
const WINDOW = 20_000;
const MOST_WINDOWS = 5;

interface Log {
  readonly path: 'signIns' | 'directoryAudits';
  readonly table: 'sign_ins' | 'directory_audits';
  readonly shape: CollectionShape;
}

/** As in the index of the log (store/schema/objects.ts): the same text, or SQLite would read every row instead. */
const read = (path: string) => `json_extract(payload, '$.${path}')`;

/** A log is read newest first and in no other order. */
const NEWEST_FIRST = { ...number('seq'), only: 'desc' } as const;

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
      'authenticationRequirementPolicies',
    ],
    filter: {
      id: lower('id'),
      createdDateTime: time('at'),
      userDisplayName: text(read('userDisplayName')),
      userPrincipalName: text(read('userPrincipalName')),
      userId: lower('user_id'),
      appId: text(read('appId')),
      appDisplayName: text(read('appDisplayName')),
      ipAddress: text(read('ipAddress')),
      correlationId: text(read('correlationId')),
      conditionalAccessStatus: text(read('conditionalAccessStatus')),
      isInteractive: flag(read('isInteractive')),
      'status/errorCode': number(read('status.errorCode')),
      'deviceDetail/deviceId': text(read('deviceDetail.deviceId')),
      authenticationRequirement: text(read('authenticationRequirement')),
    },
    orderBy: { createdDateTime: NEWEST_FIRST },
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
    filter: {
      id: lower('id'),
      category: text(read('category')),
      correlationId: text(read('correlationId')),
      result: text(read('result')),
      activityDisplayName: text(read('activityDisplayName')),
      activityDateTime: time('at'),
      loggedByService: text(read('loggedByService')),
      'initiatedBy/user/id': text(read('initiatedBy.user.id')),
      'initiatedBy/user/userPrincipalName': text(read('initiatedBy.user.userPrincipalName')),
      'initiatedBy/app/appId': text(read('initiatedBy.app.appId')),
    },
    orderBy: { activityDateTime: NEWEST_FIRST },
    largestPage: 1000,
    defaultPage: 1000,
  },
};

/** `/auditLogs/signIns` and `/auditLogs/directoryAudits`, newest first (reference A6, A7). */
export async function registerAuditLogRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  const reader = async (request: FastifyRequest) => {
    const caller = await authenticate(context, request, { scope: READ, application: READ, dpop: 'optional' });
    checkReader(caller);
    return caller;
  };
  for (const prefix of GRAPH_PREFIXES) {
    for (const log of [SIGN_INS, DIRECTORY_AUDITS]) {
      app.get(
        `${prefix}/auditLogs/${log.path}`,
        guarded(reader, async (caller, request) => {
          const query = readQuery(request.query, log.shape);
          const page = shownPage(log, await readLog(context, log, query), caller, request);
          const { root } = context.urls;
          const url = `${root}${prefix}/auditLogs/${log.path}`;
          return writePage(page, query, { url, contextName: `auditLogs/${log.path}`, root });
        }),
      );
    }
  }
}

/** Applied policies are for those who may read policies, and new words of Graph for those who ask for them (reference A6). */
function shownPage(
  log: Log,
  page: Page<Record<string, unknown>>,
  caller: Caller,
  request: FastifyRequest,
): Page<Record<string, unknown>> {
  if (log !== SIGN_INS) return page;
  const who = { readsPolicies: mayRead(caller, READ_ACCESS), knowsNewMembers: knowsNewMembers(request) };
  return { ...page, rows: page.rows.map((row) => shownTo(row, who)) };
}

/**
 * One page. Which rows fit is decided in the index of the log; only those of the page are read whole, whatever the size of
 * the log. A filter that few rows meet goes on in a window further back, and lets other requests run in between.
 */
async function readLog(
  context: DirectoryContext,
  log: Log,
  query: CollectionQuery,
): Promise<Page<Record<string, unknown>>> {
  const filter = query.filter === undefined ? sql<SqlBool>`1` : whereOf(query.filter, log.shape.filter ?? {});
  let before = Number(readSkipToken(query.skipToken, /^\d{1,15}$/) ?? (await newest(context, log)) + 1);
  const found: number[] = [];
  for (let window = 0; window < MOST_WINDOWS && before > 1 && found.length <= query.top; window += 1) {
    // The driver is synchronous: without this no other request would run until the scan is over.
    if (window > 0) await setImmediate();
    const from = Math.max(1, before - WINDOW);
    // Named, because SQLite would rather go by the row's own number, and read every row whole on the way.
    const index = sql.raw(`indexed by ${log.table}_filtered`);
    const { rows } = await sql<{ seq: number }>`select seq from ${sql.table(log.table)} ${index}
      where seq >= ${from} and seq < ${before} and ${filter}
      order by seq desc limit ${query.top + 1 - found.length}`.execute(context.store.db);
    found.push(...rows.map((row) => row.seq));
    before = from;
  }
  const page = found.slice(0, query.top);
  const rows = await readWhole(context, log, page);
  if (found.length > query.top) return { rows, next: String(page.at(-1)) };
  return before > 1 ? { rows, next: String(before) } : { rows };
}

async function newest(context: DirectoryContext, log: Log): Promise<number> {
  const { last } = await context.store.db
    .selectFrom(log.table)
    .select((column) => column.fn.max('seq').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

async function readWhole(
  context: DirectoryContext,
  log: Log,
  page: readonly number[],
): Promise<Record<string, unknown>[]> {
  if (page.length === 0) return [];
  const rows = await context.store.db
    .selectFrom(log.table)
    .select('payload')
    .where('seq', 'in', page)
    .orderBy('seq', 'desc')
    .execute();
  return rows.map((row) => JSON.parse(row.payload) as Record<string, unknown>);
}
