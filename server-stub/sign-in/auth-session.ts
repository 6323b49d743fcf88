import { createHash, randomBytes } from 'node:crypto';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import type { AuthSessionRow, UserRow } from '../store/tables.ts';
import { makeRoom } from './session-cap.ts';

const LIFE = 10 * 60_000;
/** How long a verified session may wait for a pass, as long as somebody keeps asking. */
const LONGEST_WAIT = 24 * 60 * 60_000;

/** An open sign-in; `value` is what the client holds, 256 bits, of which only the hash is kept. */
export interface OpenAuthSession {
  readonly value: string;
  readonly row: AuthSessionRow;
}

/** What was shown in a session so far. */
export type Verified = 'pwd';

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

/**
 * Opens a session for a name that may or may not exist.
 *
 * @param value what the client holds; drawn unless it holds something as good already
 * @throws Refusal `throttled` where too many are open
 */
export async function openAuthSession(
  context: DirectoryContext,
  input: Pick<
    AuthSessionRow,
    'client_id' | 'jkt' | 'user_id' | 'login_hint' | 'federated' | 'scope' | 'code_challenge'
  > & {
    readonly correlation_id: string;
    readonly source: string;
  },
  value = randomBytes(32).toString('base64url'),
): Promise<OpenAuthSession> {
  const now = context.clock.now();
  const row: AuthSessionRow = {
    ...input,
    hash: hashOf(value),
    created_at: now,
    expires_at: now + LIFE,
    verified: '[]',
    verified_at: null,
  };
  await context.store.transaction(async () => {
    await makeRoom(context, { jkt: input.jkt, source: input.source });
    await context.store.db.insertInto('auth_sessions').values(row).execute();
  });
  return { value, row };
}

/**
 * Finds the session of this key and client. A verified one lives on for ten minutes with each look, for a day at most.
 *
 * @throws Refusal `session_invalid`
 */
export async function findAuthSession(
  context: DirectoryContext,
  input: { readonly value: string; readonly clientId: string; readonly jkt: string },
): Promise<OpenAuthSession> {
  const now = context.clock.now();
  const row = await context.store.db
    .selectFrom('auth_sessions')
    .selectAll()
    .where('hash', '=', hashOf(input.value))
    .executeTakeFirst();
  if (!row || row.expires_at <= now || row.jkt !== input.jkt || row.client_id !== input.clientId) {
    throw new Refusal('session_invalid');
  }
  return { value: input.value, row: await prolong(context, row) };
}

async function prolong(context: DirectoryContext, row: AuthSessionRow): Promise<AuthSessionRow> {
  if (row.verified_at === null) return row;
  const expiresAt = Math.min(context.clock.now() + LIFE, row.created_at + LONGEST_WAIT);
  await context.store.db
    .updateTable('auth_sessions')
    .set({ expires_at: expiresAt })
    .where('hash', '=', row.hash)
    .execute();
  return { ...row, expires_at: expiresAt };
}

/** Remembers a verified factor. */
export async function markVerified(
  context: DirectoryContext,
  row: AuthSessionRow,
  factor: Verified,
): Promise<AuthSessionRow> {
  const now = context.clock.now();
  const next = { verified: JSON.stringify([factor]), verified_at: now, expires_at: now + LIFE };
  await context.store.db.updateTable('auth_sessions').set(next).where('hash', '=', row.hash).execute();
  return { ...row, ...next };
}

/** Ends a session: its code has been given out. */
export async function endAuthSession(context: DirectoryContext, row: AuthSessionRow): Promise<void> {
  await context.store.db.deleteFrom('auth_sessions').where('hash', '=', row.hash).execute();
}

export function verifiedFactors(row: AuthSessionRow): readonly Verified[] {
  return JSON.parse(row.verified) as Verified[];
}

/** Whom a session is about; `undefined` for a name that nobody has. */
export function userOfSession(context: DirectoryContext, row: AuthSessionRow): Promise<UserRow | undefined> {
  return context.store.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', row.user_id ?? '')
    .executeTakeFirst();
}

/** The open session of a sign-in page; a verified one lives on with each look, as at the challenge endpoint. */
export async function browserAuthSession(
  context: DirectoryContext,
  interaction: string,
): Promise<AuthSessionRow | undefined> {
  const row = await context.store.db
    .selectFrom('auth_sessions')
    .selectAll()
    .where('hash', '=', hashOf(`interaction ${interaction}`))
    .where('expires_at', '>', context.clock.now())
    .executeTakeFirst();
  return row && (await prolong(context, row));
}
