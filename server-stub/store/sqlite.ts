import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { LINK_FUNCTION, linkHash } from './schema/audit-chain.ts';

const KEPT_STATEMENTS = 256;

/** Kysely hands over what JavaScript has; SQLite knows numbers, text, blobs and null. */
function bind(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError('objects are stored as JSON text; stringify them before they reach the store');
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...values.map(bind)),
    run: (values) => statement.run(...values.map(bind)),
    iterate: (values) => statement.iterate(...values.map(bind)),
  };
}

/**
 * What Kysely's SqliteDialect needs of a database, over node:sqlite. Prepared statements are kept (least recently
 * used out first). `begin` becomes `begin immediate`: a deferred transaction that reads first and writes later fails
 * at once with SQLITE_BUSY_SNAPSHOT when somebody else has written in between, whatever the timeout.
 */
export function adaptDatabase(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(text) {
      const found = kept.get(text);
      if (found) {
        kept.delete(text);
        kept.set(text, found);
        return found;
      }
      const made = adaptStatement(database.prepare(text === 'begin' ? 'begin immediate' : text));
      kept.set(text, made);
      if (kept.size > KEPT_STATEMENTS) kept.delete(kept.keys().next().value ?? '');
      return made;
    },
  };
}

/** Opens a file so that a commit that was answered survives a power cut: WAL with a full sync on each commit. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  // Deleted rows are overwritten: what the directory forgot cannot be read from the file's free pages.
  database.exec('pragma secure_delete = on');
  database.function(LINK_FUNCTION, { deterministic: true }, linkHash);
  return database;
}
