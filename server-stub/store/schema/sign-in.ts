import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS: readonly string[] = [
  `create table if not exists software_oath_methods (
    id text primary key, user_id text not null references users(id) on delete cascade,
    display_name text not null, sealed_secret text not null,
    state text not null check (state in ('pending', 'active')),
    last_step integer, created_at integer not null, activated_at integer) strict`,
  `create index if not exists software_oath_methods_by_user on software_oath_methods(user_id)`,
  `create table if not exists browser_sign_ins (
    id text primary key, session_uid text, user_id text not null references users(id) on delete cascade,
    pass_id text, credential_id text, amr text not null, acr text, auth_time integer not null,
    created_at integer not null, expires_at integer not null) strict`,
  `create unique index if not exists browser_sign_ins_by_session on browser_sign_ins(session_uid)
    where session_uid is not null`,
  `create index if not exists browser_sign_ins_by_user on browser_sign_ins(user_id)`,
  `create index if not exists browser_sign_ins_by_end on browser_sign_ins(expires_at)`,
];

/** Columns of earlier tables; SQLite knows no "add column if not exists". */
const COLUMNS: readonly { readonly table: string; readonly name: string; readonly definition: string }[] = [
  { table: 'auth_sessions', name: 'source', definition: `text not null default ''` },
  { table: 'sessions', name: 'browser_session', definition: 'text' },
];

const INDEXES: readonly string[] = [
  `create index if not exists auth_sessions_by_source on auth_sessions(source, expires_at)`,
  `create index if not exists auth_sessions_by_key on auth_sessions(jkt, created_at)`,
  `create index if not exists sessions_by_browser on sessions(browser_session) where browser_session is not null`,
];

/** Authenticator apps, sign-ins of browsers, and where an open sign-in came from. It may be run again. */
export const SIGN_IN: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    for (const { table, name, definition } of COLUMNS) {
      const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
      if (rows.some((row) => row.name === name)) continue;
      await sql.raw(`alter table ${table} add column ${name} ${definition}`).execute(db);
    }
    for (const statement of INDEXES) await sql.raw(statement).execute(db);
  },
};
