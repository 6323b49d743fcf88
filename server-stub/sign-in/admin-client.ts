import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { CLIENTS } from '../../electron/contract/wire/challenge.ts';
import { StartProblem } from '../start-problem.ts';
import { writeAtomic } from '../tls/write-atomic.ts';

const AdminFile = z.object({
  clientId: z.literal(CLIENTS.admin),
  clientSecret: z.string().check(z.minLength(32)),
});

/** The administrators' application: what is in the file. */
export interface AdminClient {
  readonly file: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** `latchkey-admin` and its secret, made on the first start; the file is readable for its owner alone. */
export function ensureAdminClient(dataDir: string): AdminClient {
  const file = join(dataDir, 'admin.json');
  if (!existsSync(file)) {
    const made = { clientId: CLIENTS.admin, clientSecret: randomBytes(32).toString('base64url') };
    writeAtomic(file, `${JSON.stringify(made)}\n`, 0o600);
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    content = undefined;
  }
  const read = AdminFile.safeParse(content);
  if (!read.success) {
    throw new StartProblem('data_not_writable', `${file} is damaged; delete it and a new secret is made`);
  }
  return { file, ...read.data };
}
