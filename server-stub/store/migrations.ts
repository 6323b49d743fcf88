import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { FIRST_SCHEMA } from './schema/first.ts';

/** SQLite's DDL is not rolled back by Kysely, so every statement may be run again. */
function statements(list: readonly string[]): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const statement of list) await sql.raw(statement).execute(db);
    },
  };
}

/** In the order of their names. A migration that has been released is never changed: add one. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-first': statements(FIRST_SCHEMA),
};
