import { access, constants, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../contract/refusal.ts';
import { asUnwritable, codeOf, makeFolder } from '../vault/durable-file.ts';

/** SQLITE_BUSY: somebody else holds the lock. https://www.sqlite.org/rescode.html#busy */
const BUSY = 5;

/** A state folder that is ours alone, until it is released or this process ends. */
export interface StateLock {
  release(): void;
}

/**
 * Takes the state folder for this process.
 *
 * The lock is the operating system's own (fcntl, LockFileEx), reached through an exclusive transaction on an empty SQLite
 * file: Node has no call for it. The system drops it when the process ends in whatever way, so there is nothing stale to
 * detect, a pid that was given to another process means nothing, and of two that start at once exactly one gets it.
 *
 * On POSIX a process loses the lock when it closes any other handle on the same file: leave `agent.lock` alone.
 *
 * @throws Refusal state_in_use, naming the process that holds it
 * @throws Refusal state_unwritable
 */
export async function lockState(stateDir: string): Promise<StateLock> {
  await makeFolder(stateDir);
  const path = join(stateDir, 'agent.lock');
  await makePrivate(path);
  const database = take(path);
  if (database === null) {
    throw new Refusal('state_in_use', {
      detail: `Process ${await holder(stateDir)} holds the state folder.`,
    });
  }
  // Only for the sentence above: nothing is decided by it, so it may fail.
  await writeFile(holderPath(stateDir), `${process.pid}\n`, { mode: 0o600 }).catch(() => undefined);
  return { release: () => database.close() };
}

/**
 * SQLite would make the file with the umask's mode, and would take a file that it cannot write for reading only, which locks
 * nothing. `access` because opening and closing it would cost this process the lock it may hold, see above.
 */
async function makePrivate(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw asUnwritable(error);
  }
  await access(path, constants.W_OK).catch((error) => {
    throw asUnwritable(error);
  });
}

function take(path: string): DatabaseSync | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    // No rollback journal beside it: nothing is ever written.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    if (database?.isOpen) database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return null;
    throw asUnwritable(error);
  }
}

const holderPath = (stateDir: string) => join(stateDir, 'agent.pid');

async function holder(stateDir: string): Promise<string> {
  const text = await readFile(holderPath(stateDir), 'utf8').catch(() => '');
  return /^[0-9]{1,10}$/.test(text.trim()) ? text.trim() : 'unknown';
}
