import { createPrivateKey, createPublicKey } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { canonicalJson, type Json } from '../../contract/audit/canonical.ts';
import { Checkpoint, CheckpointKey, FORMAT, GENESIS, LOGS, TABLES } from '../../contract/audit/chain.ts';
import { NotAnExport } from './verify-export.ts';

/** Longest line that is read: a row is far shorter, and a file that is one long line would fill the memory. */
const LONGEST = 4 * 1024 * 1024;

/**
 * The lines of an export, without their ends.
 *
 * @throws NotAnExport where it cannot be read as text, or its last line has no end
 */
export async function* linesOfFile(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const chunk of createReadStream(file)) {
    const text = rest + decoder.decode(chunk as Buffer, { stream: true });
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw new NotAnExport('it has a line that is too long');
    yield* lines;
  }
  rest += decoder.decode();
  // A line without its end was cut off: it is handed on, with a sign that no line of ours has.
  if (rest !== '') yield `${rest}\u0000`;
}

/** Signed checkpoints of an export that was kept elsewhere. */
export async function checkpointsOf(file: string): Promise<string[]> {
  const found: string[] = [];
  for await (const line of linesOfFile(file)) {
    const checkpoint = Checkpoint.safeParse(jsonOf(line));
    if (checkpoint.success) found.push(checkpoint.data.checkpoint);
  }
  if (found.length === 0) throw new NotAnExport('there is no checkpoint in it');
  return found;
}

/**
 * A key from a file: a JWK, or a JWK Set with one EC key (the directory's `/jwks`).
 *
 * @throws NotAnExport
 */
export function keyOf(file: string): CheckpointKey {
  const value = jsonOf(readFileSync(file, 'utf8')) as { keys?: unknown[] } | undefined;
  const read = CheckpointKey.safeParse(value?.keys?.[0] ?? value);
  if (!read.success) throw new NotAnExport('there is no ES256 key in the key file');
  return read.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const writeLine = (value: unknown): string => canonicalJson(value as Json);

/**
 * The lines that an export of a data folder would have, read from its database without changing anything, while the
 * directory runs or not (contract/audit/chain.ts, TABLES).
 *
 * @throws NotAnExport where there is no data folder of a directory
 */
export function* linesOfData(folder: string): Generator<string> {
  const file = join(folder, 'directory.sqlite');
  if (!existsSync(file)) throw new NotAnExport('it is no data folder of a directory');
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    // One read transaction: rows and checkpoints of the same instant.
    database.exec('begin');
    const tenant = database.prepare("select value from meta where key = 'tenant'").get()?.value;
    const tenantId = (jsonOf(String(tenant)) as { id?: string } | undefined)?.id ?? '';
    const checkpoints = database.prepare('select max(seq) as last from audit_checkpoints').get()?.last ?? 0;
    yield writeLine({ format: FORMAT, tenantId, logs: LOGS, checkpoints, key: publicKeyOf(folder) });
    for (const { jws } of database.prepare('select jws from audit_checkpoints order by seq').iterate()) {
      yield writeLine({ checkpoint: jws });
    }
    for (const log of LOGS) yield* rowsOf(database, log);
  } finally {
    database.close();
  }
}

function* rowsOf(database: DatabaseSync, log: (typeof LOGS)[number]): Generator<string> {
  const rows = database.prepare(
    `select r.seq, r.at, r.id, r.user_id as userId, r.payload, l.hash from ${TABLES[log]} r
     left join audit_links l on l.log = '${log}' and l.seq = r.seq order by r.seq`,
  );
  let previous = GENESIS;
  for (const { payload, hash, ...row } of rows.iterate()) {
    yield writeLine({ log, ...row, row: jsonOf(String(payload)) ?? null, previous, hash });
    previous = String(hash);
  }
}

/** The public half of the key that the directory signs with. */
function publicKeyOf(folder: string): CheckpointKey {
  const jwk = jsonOf(readFileSync(join(folder, 'token-key.json'), 'utf8')) as Record<string, unknown>;
  const key = createPublicKey(createPrivateKey({ key: jwk as never, format: 'jwk' }));
  return CheckpointKey.parse(key.export({ format: 'jwk' }));
}
