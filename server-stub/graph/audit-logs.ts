import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type SqlBool, sql } from 'kysely';
import { Refusal } from '../../electron/contract/refusal.ts';
import { shownTo } from '../conditional-access/applied.ts';
import type { DirectoryContext } from '../context.ts';
import type { Caller } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import { mayRead, requireAccess } from './access.ts';
import { READ_ACCESS } from './conditional-access.ts';
import { lookupIndex } from './log-index.ts';
import { DIRECTORY_AUDITS, type Log, read, SIGN_INS, V1_MEMBERS } from './log-shapes.ts';
import { type Page, readSkipToken, selectMembers, writePage } from './odata/page.ts';
import { type CollectionQuery, readQuery, refuseQuery } from './odata/query.ts';
import { whereOf } from './odata/where.ts';
import { knowsNewMembers } from './prefer.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';
import { asksFor, withoutEventTypes } from './sign-in-filter.ts';

const READ = ['AuditLog.Read.All'];
/** Rows that one query looks through, and queries of one request: a page may then be short, or empty, and its next link goes on. */
const WINDOW = 20_000;
const MOST_WINDOWS = 3;

/** `/auditLogs/signIns` and `/auditLogs/directoryAudits`, newest first (reference A6, A7). */
export async function registerAuditLogRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  const reader = requireAccess(context, { scope: READ, right: 'readLogs' });
  for (const prefix of GRAPH_PREFIXES) {
    for (const log of [SIGN_INS, DIRECTORY_AUDITS]) {
      app.get(
        `${prefix}/auditLogs/${log.path}`,
        guarded(reader, async (caller, request) => {
          const shape =
            prefix === '/v1.0' && log === SIGN_INS ? { ...log.shape, select: V1_MEMBERS } : log.shape;
          const query = readQuery(withoutEventTypes(request.query), shape);
          const found = await readLog(context, log, query);
          const page = shownPage(
            log,
            { ...found, rows: found.rows.map((row) => selectMembers(row, shape.select)) },
            caller,
            request,
          );
          const { root } = context.urls;
          const url = `${root}${prefix}/auditLogs/${log.path}`;
          return writePage(page, query, { url, contextName: `auditLogs/${log.path}`, root });
        }),
      );
      app.get(
        `${prefix}/auditLogs/${log.path}/:id`,
        guarded(reader, async (caller, request) => {
          refuseQuery(request.query);
          const members = prefix === '/v1.0' && log === SIGN_INS ? V1_MEMBERS : log.shape.select;
          const row = selectMembers(await readOne(context, log, request), members);
          const [shown] = shownPage(log, { rows: [row] }, caller, request).rows;
          return {
            '@odata.context': `${context.urls.root}${prefix}/$metadata#auditLogs/${log.path}/$entity`,
            ...shown,
          };
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
  const asked = query.filter === undefined ? sql<SqlBool>`1` : whereOf(query.filter, log.shape.filter ?? {});
  // As in Graph: renewals are there for those who ask for them.
  const everything = log !== SIGN_INS || asksFor(query.filter, 'isInteractive');
  const filter = everything ? asked : sql<SqlBool>`(${asked}) and ${sql.raw(read('isInteractive'))} = 1`;
  let before = Number(readSkipToken(query.skipToken, /^\d{1,15}$/) ?? (await newest(context, log)) + 1);
  const lookup = lookupIndex(log.table, query.filter);
  // Named, because SQLite would rather go by the row's own number, and read every row whole on the way.
  const index = sql.raw(`indexed by ${lookup ?? `${log.table}_filtered`}`);
  const found: number[] = [];
  for (let window = 0; window < MOST_WINDOWS && before > 1 && found.length <= query.top; window += 1) {
    // The driver is synchronous: without this no other request would run until the scan is over.
    if (window > 0) await setImmediate();
    const from = lookup === undefined ? Math.max(1, before - WINDOW) : 1;
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

/** @throws Refusal `not_found` */
async function readOne(
  context: DirectoryContext,
  log: Log,
  request: FastifyRequest,
): Promise<Record<string, unknown>> {
  const { id } = request.params as { id: string };
  const row = await context.store.db
    .selectFrom(log.table)
    .select('payload')
    .where('id', '=', id.toLowerCase())
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  return JSON.parse(row.payload) as Record<string, unknown>;
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
