import { setImmediate } from 'node:timers/promises';
import { canonicalJson, type Json } from '../../electron/contract/audit/canonical.ts';
import {
  type Checkpoint,
  type Entry,
  FORMAT,
  GENESIS,
  type Header,
  LOGS,
  type Log,
  TABLES,
} from '../../electron/contract/audit/chain.ts';
import type { DirectoryContext } from '../context.ts';
import { writeCheckpoint } from './checkpoints.ts';

const BATCH = 500;

const lineOf = (value: Header | Checkpoint | Entry): string => `${canonicalJson(value as Json)}\n`;

/**
 * Both logs with their chains, NDJSON (electron/contract/audit/chain.ts), as chunks of whole lines. It ends where the
 * checkpoint that it begins with stands: rows written meanwhile are for the next export. Memory does not grow with the logs.
 *
 * @param logs which; checkpoints name both all the same
 */
export async function* exportAudit(
  context: DirectoryContext,
  logs: readonly Log[] = LOGS,
): AsyncGenerator<string> {
  const heads = await writeCheckpoint(context);
  const { checkpoints } = await context.store.db
    .selectFrom('audit_checkpoints')
    .select((column) => column.fn.max('seq').as('checkpoints'))
    .executeTakeFirstOrThrow();
  yield lineOf({
    format: FORMAT,
    tenantId: context.tenant.id,
    logs: [...logs],
    checkpoints: checkpoints ?? 0,
    key: context.checkpoints.key,
  });
  yield* checkpointLines(context, checkpoints ?? 0);
  for (const log of logs) yield* entryLines(context, log, heads[log].seq);
}

async function* checkpointLines(context: DirectoryContext, until: number): AsyncGenerator<string> {
  for (let after = 0; after < until; ) {
    const rows = await context.store.db
      .selectFrom('audit_checkpoints')
      .select(['seq', 'jws'])
      .where('seq', '>', after)
      .where('seq', '<=', until)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    if (rows.length === 0) return;
    yield rows.map(({ jws }) => lineOf({ checkpoint: jws })).join('');
    after = rows.at(-1)?.seq ?? after;
  }
}

async function* entryLines(context: DirectoryContext, log: Log, until: number): AsyncGenerator<string> {
  let previous = GENESIS;
  for (let after = 0; after < until; ) {
    const rows = await readRows(context, log, { after, until });
    if (rows.length === 0) return;
    const lines: string[] = [];
    for (const { seq, at, id, user_id: userId, payload, hash } of rows) {
      const row = JSON.parse(payload) as Record<string, unknown>;
      lines.push(lineOf({ log, seq, at, id, userId, row, previous, hash }));
      previous = hash;
      after = seq;
    }
    yield lines.join('');
    // The driver is synchronous: without this no other request would run until the export is over.
    await setImmediate();
  }
}

function readRows(context: DirectoryContext, log: Log, { after, until }: { after: number; until: number }) {
  const table = TABLES[log] as 'sign_ins' | 'directory_audits';
  return context.store.db
    .selectFrom(`${table} as rows`)
    .innerJoin('audit_links', (join) =>
      join.onRef('audit_links.seq', '=', 'rows.seq').on('audit_links.log', '=', log),
    )
    .select(['rows.seq', 'rows.at', 'rows.id', 'rows.user_id', 'rows.payload', 'audit_links.hash'])
    .where('rows.seq', '>', after)
    .where('rows.seq', '<=', until)
    .orderBy('rows.seq')
    .limit(BATCH)
    .execute();
}
