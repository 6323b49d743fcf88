import { AsyncLocalStorage } from 'node:async_hooks';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { StartProblem } from '../start-problem.ts';
import { lockDataDirectory } from './lock.ts';
import { MIGRATIONS } from './migrations.ts';
import { adaptDatabase, openDatabase } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** Access to the data. Repositories take it (or the context) and never keep `db` across an await of somebody else's. */
export interface Store {
  /** Inside `transaction` the running transaction, outside it the database. Ask for it anew in each query. */
  readonly db: Kysely<Tables>;
  /**
   * Runs `work` in one `begin immediate` transaction; what it calls joins through `db`, nested calls join too.
   * Everything is undone when it throws. Nothing slow (a hash, a request) belongs in here: there is one writer.
   */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

function prepareDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    throw new StartProblem('data_not_writable', `cannot write to the data directory ${dataDir}`, thrown);
  }
}

function openFile(dataDir: string): Kysely<Tables> {
  try {
    const file = join(dataDir, 'directory.sqlite');
    const database = adaptDatabase(openDatabase(file));
    // The folder may have been there before, open to others; SQLite gives its side files the same mode.
    chmodSync(file, 0o600);
    return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  } catch (thrown) {
    throw new StartProblem('data_not_writable', `cannot open the database in ${dataDir}`, thrown);
  }
}

async function migrate(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/**
 * Opens (and brings up to date) the one file of a directory.
 *
 * @throws StartProblem `data_in_use`, `data_not_writable`
 */
export async function openStore(dataDir: string): Promise<Store> {
  prepareDirectory(dataDir);
  const unlock = lockDataDirectory(dataDir);
  const running = new AsyncLocalStorage<Kysely<Tables>>();
  let database: Kysely<Tables> | undefined;
  try {
    database = openFile(dataDir);
    await migrate(database);
  } catch (thrown) {
    await database?.destroy();
    unlock();
    throw thrown;
  }
  const root = database;
  return {
    get db() {
      return running.getStore() ?? root;
    },
    transaction(work) {
      if (running.getStore()) return work();
      return root.transaction().execute((transaction) => running.run(transaction, work));
    },
    async close() {
      await root.destroy();
      unlock();
    },
  };
}
