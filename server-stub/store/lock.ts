import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartProblem } from '../start-problem.ts';

/**
 * One process uses one data directory. The lock is an exclusive transaction on a file of its own: the kernel drops
 * it when the process dies, so kill -9 leaves nothing behind that has to be judged stale.
 *
 * @returns how to let go of it
 * @throws StartProblem `data_in_use`
 */
export function lockDataDirectory(dataDir: string): () => void {
  const holder = new DatabaseSync(join(dataDir, 'directory.lock'), { timeout: 200 });
  try {
    holder.exec('pragma journal_mode = memory; begin exclusive');
  } catch (thrown) {
    holder.close();
    throw new StartProblem('data_in_use', `another directory is using ${dataDir}`, thrown);
  }
  return () => holder.close();
}
