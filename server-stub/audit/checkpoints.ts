import { CompactSign, importJWK, type JWK } from 'jose';
import {
  CHECKPOINT_TYPE,
  type CheckpointClaims,
  CheckpointKey,
  GENESIS,
  type Head,
  LOGS,
  type Log,
} from '../../electron/contract/audit/chain.ts';
import type { DirectoryContext } from '../context.ts';

/** A chain alone can be cut off at its end or made anew from its first row; only a signature says how far it had come. */
const EVERY_MS = 10 * 60_000;

/** Signs where the logs stand. */
export interface CheckpointSigner {
  readonly key: CheckpointKey;
  sign(claims: CheckpointClaims): Promise<string>;
}

/** A signer with the directory's ES256 key. */
export function checkpointSigner(jwk: JWK): CheckpointSigner {
  return {
    key: CheckpointKey.parse(jwk),
    async sign(claims) {
      return new CompactSign(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'ES256', typ: CHECKPOINT_TYPE, ...(jwk.kid ? { kid: jwk.kid } : {}) })
        .sign(await importJWK(jwk, 'ES256'));
    },
  };
}

/** The last row of each log. */
export async function readHeads(context: DirectoryContext): Promise<Record<Log, Head>> {
  const rows = await context.store.db.selectFrom('audit_heads').select(['log', 'seq', 'hash']).execute();
  const headOf = (log: Log): Head => {
    const row = rows.find((one) => one.log === log);
    return row ? { seq: row.seq, hash: row.hash } : { seq: 0, hash: GENESIS };
  };
  return { directoryAudits: headOf('directoryAudits'), signIns: headOf('signIns') };
}

function claimsOf(jws: string): CheckpointClaims {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as CheckpointClaims;
}

/**
 * Writes a signed checkpoint, unless nothing was added since the last. It is logged as well: whoever ships the log
 * elsewhere has an anchor that nobody with access to this machine can take back.
 *
 * @param patience milliseconds since the last one below which nothing is written, however much was added
 * @returns where the logs stood at the newest checkpoint
 */
export function writeCheckpoint(context: DirectoryContext, patience = 0): Promise<Record<Log, Head>> {
  // A transaction: two at once would give out the same number.
  return context.store.transaction(() => writeNext(context, patience));
}

async function writeNext(context: DirectoryContext, patience: number): Promise<Record<Log, Head>> {
  const now = context.clock.now();
  const { db } = context.store;
  const last = await db
    .selectFrom('audit_checkpoints')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const before = last && claimsOf(last.jws).logs;
  if (last && before && Math.abs(now - last.at) < patience) return before;
  const logs = await readHeads(context);
  if (before && LOGS.every((log) => before[log].seq === logs[log].seq)) return before;
  const number = (last?.seq ?? 0) + 1;
  const iat = Math.floor(now / 1000);
  const jws = await context.checkpoints.sign({ number, tenant: context.tenant.id, iat, logs });
  await db.insertInto('audit_checkpoints').values({ seq: number, at: now, jws }).execute();
  context.log.info({ logs }, 'audit checkpoint');
  return logs;
}

/** `writeCheckpoint` for the sweep. */
export async function writeCheckpointNowAndThen(context: DirectoryContext): Promise<void> {
  await writeCheckpoint(context, EVERY_MS);
}
