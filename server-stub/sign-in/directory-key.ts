import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from '../start-problem.ts';
import { writeAtomic } from '../tls/write-atomic.ts';

const BYTES = 32;

/** What a key derived from the data folder's own one is for; two purposes never share one. */
export type KeyPurpose = 'browser cookies' | 'software oath secrets';

function readKey(file: string): Buffer {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  // A new key would make every secret under the old one unreadable, so a damaged file stops the directory.
  if (key.length !== BYTES) throw new StartProblem('data_not_writable', `${file} is damaged`);
  return key;
}

/**
 * A symmetric key for one purpose (HKDF-SHA-256, 256 bits), from a secret that is made on the first use and kept beside
 * the database in a file that its owner alone can read. Copies of the database without that file open nothing.
 *
 * @throws StartProblem `data_not_writable` where the file is damaged
 */
export function directoryKey(dataDir: string, purpose: KeyPurpose): Buffer {
  const file = join(dataDir, 'directory-key');
  if (!existsSync(file)) writeAtomic(file, `${randomBytes(BYTES).toString('base64url')}\n`, 0o600);
  return Buffer.from(hkdfSync('sha256', readKey(file), '', purpose, BYTES));
}
