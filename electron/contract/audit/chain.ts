import * as z from 'zod/mini';
import { canonicalJson, type Json } from './canonical.ts';

/*
 * The chain of the two logs and its export, NDJSON in this order: one `Header`, the `Checkpoint`s oldest first, then the
 * `Entry`s of each log in order. Each line is canonical JSON (canonical.ts), so that a changed byte cannot hide in a spelling.
 */

export const FORMAT = 'latchkey-audit/1';

/** The logs, in the order of an export. */
export const LOGS = ['directoryAudits', 'signIns'] as const;
export type Log = (typeof LOGS)[number];

/** What the first row of a log is linked to. */
export const GENESIS = '0'.repeat(64);

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const seq = z.int().check(z.minimum(1));

/** Public ES256 key (RFC 7517) of the directory, the same that its `/jwks` shows. */
export const CheckpointKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
});
export type CheckpointKey = z.infer<typeof CheckpointKey>;

/** First line: whose logs these are, which of them follow, and the key that checkpoints are signed with. */
export const Header = z.strictObject({
  format: z.literal(FORMAT),
  tenantId: z.string(),
  logs: z.array(z.enum(LOGS)),
  /** So many checkpoints follow: an export that was cut off among them would look like one of a younger directory. */
  checkpoints: z.int(),
  key: CheckpointKey,
});
export type Header = z.infer<typeof Header>;

/** A JWS (RFC 7515, compact, ES256, `typ` `latchkey-checkpoint+jwt`) over a `CheckpointClaims`. */
export const Checkpoint = z.strictObject({ checkpoint: z.string() });
export type Checkpoint = z.infer<typeof Checkpoint>;

export const CHECKPOINT_TYPE = 'latchkey-checkpoint+jwt';

/** The last row of a log and its hash; 0 and the genesis where the log is empty. */
export const Head = z.strictObject({ seq: z.int().check(z.minimum(0)), hash: sha256 });
export type Head = z.infer<typeof Head>;

/** What a checkpoint says: where both logs stood at `iat` (seconds since 1970). `number` counts from 1 without a gap. */
export const CheckpointClaims = z.strictObject({
  number: seq,
  tenant: z.string(),
  iat: z.int(),
  logs: z.strictObject({ directoryAudits: Head, signIns: Head }),
});
export type CheckpointClaims = z.infer<typeof CheckpointClaims>;

/** One row of a log with its link. `row` is what Graph serves, `at` milliseconds since 1970. */
export const Entry = z.strictObject({
  log: z.enum(LOGS),
  seq,
  at: z.int(),
  id: z.string(),
  userId: z.nullable(z.string()),
  row: z.record(z.string(), z.unknown()),
  previous: sha256,
  hash: sha256,
});
export type Entry = z.infer<typeof Entry>;

/** The part of an entry that is hashed. */
export type Linked = Omit<Entry, 'previous' | 'hash'>;

/** The text whose SHA-256 (hex) is a row's hash: the hash of the row before it, a line feed, and the row, canonical. */
export function linkText(previous: string, { log, seq: place, at, id, userId, row }: Linked): string {
  return `${previous}\n${canonicalJson({ log, seq: place, at, id, userId, row: row as Json })}`;
}

/**
 * Where the chain lies in a data folder (`directory.sqlite`): for `audit verify --data`, and for whoever writes another
 * verifier. `rows` has `seq, id, at, user_id, payload`; `audit_links` has `log, seq, hash`; `audit_heads` has `log, seq,
 * hash`; `audit_checkpoints` has `seq, at, jws`.
 */
export const TABLES: Readonly<Record<Log, string>> = {
  directoryAudits: 'directory_audits',
  signIns: 'sign_ins',
};
