import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { GENESIS, LOGS, type Log, linkText, TABLES } from '../../../electron/contract/audit/chain.ts';

/**
 * SQLite's name of `linkHash`. The database itself chains each row as it is inserted: no code of ours, today's or
 * tomorrow's, can write a row past the chain, and a tool that does not know the function cannot write one at all.
 */
export const LINK_FUNCTION = 'latchkey_link';

/** Hash of one row, from the columns of its table. */
export function linkHash(
  previous: unknown,
  log: unknown,
  seq: unknown,
  id: unknown,
  at: unknown,
  userId: unknown,
  payload: unknown,
): string {
  const linked = {
    log: log as Log,
    seq: Number(seq),
    at: Number(at),
    id: String(id),
    userId: userId as string | null,
    row: JSON.parse(String(payload)) as Record<string, unknown>,
  };
  return createHash('sha256')
    .update(linkText(String(previous), linked))
    .digest('hex');
}

const TABLE_STATEMENTS = [
  `create table if not exists audit_heads (
    log text primary key, seq integer not null, hash text not null) strict, without rowid`,
  `create table if not exists audit_links (
    log text not null, seq integer not null, hash text not null, primary key (log, seq)) strict, without rowid`,
  `create table if not exists audit_checkpoints (
    seq integer primary key autoincrement, at integer not null, jws text not null) strict`,
];

/** A row is chained in the statement that inserts it, so in the transaction of the thing that it tells of. */
const chained = (
  log: Log,
) => `create trigger if not exists ${TABLES[log]}_chained after insert on ${TABLES[log]} begin
    update audit_heads set seq = new.seq, hash =
      ${LINK_FUNCTION}(hash, '${log}', new.seq, new.id, new.at, new.user_id, new.payload) where log = '${log}';
    insert into audit_links (log, seq, hash) select log, seq, hash from audit_heads where log = '${log}';
  end`;

/** Other columns may be added to a log and filled: these are what its chain vouches for. */
const kept = (table: string, columns: string) => [
  `create trigger if not exists ${table}_not_changed before update of ${columns} on ${table}
    begin select raise(abort, 'the audit is append-only'); end`,
  `create trigger if not exists ${table}_not_deleted before delete on ${table}
    begin select raise(abort, 'the audit is append-only'); end`,
];

const TRIGGERS = [
  ...LOGS.flatMap((log) => [chained(log), ...kept(TABLES[log], 'seq, id, at, user_id, payload')]),
  ...kept('audit_links', 'log, seq, hash'),
  ...kept('audit_checkpoints', 'seq, at, jws'),
];

/** Rows from before the chain are its first links: from here on nobody changes them either. */
async function chainWhatIsThere(db: Kysely<unknown>, log: Log): Promise<void> {
  const table = sql.raw(TABLES[log]);
  await sql`insert or ignore into audit_heads (log, seq, hash) values (${log}, 0, ${GENESIS})`.execute(db);
  const heads = await sql<{
    seq: number;
    hash: string;
  }>`select seq, hash from audit_heads where log = ${log}`.execute(db);
  let { seq = 0, hash = GENESIS } = heads.rows[0] ?? {};
  for (;;) {
    const next = await sql<{ seq: number; id: string; at: number; user_id: string | null; payload: string }>`
      select seq, id, at, user_id, payload from ${table} where seq > ${seq} order by seq limit 1`.execute(db);
    const row = next.rows[0];
    if (!row) break;
    hash = linkHash(hash, log, row.seq, row.id, row.at, row.user_id, row.payload);
    seq = row.seq;
    await sql`insert or replace into audit_links (log, seq, hash) values (${log}, ${seq}, ${hash})`.execute(
      db,
    );
  }
  await sql`update audit_heads set seq = ${seq}, hash = ${hash} where log = ${log}`.execute(db);
}

/** Sign-in rows and directory audits become append-only and hash-chained. */
export const AUDIT_CHAIN: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of TABLE_STATEMENTS) await sql.raw(statement).execute(db);
    for (const log of LOGS) await chainWhatIsThere(db, log);
    for (const statement of TRIGGERS) await sql.raw(statement).execute(db);
  },
};
