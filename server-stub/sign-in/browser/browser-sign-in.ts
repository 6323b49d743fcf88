import { randomUUID } from 'node:crypto';
import type { DirectoryContext } from '../../context.ts';
import type { BrowserSignInRow } from '../../store/tables.ts';
import type { Finished, Proven } from '../attempt.ts';

/** How long a browser stays signed in, unless its pass ends before: a working day. */
export const BROWSER_SIGN_IN_MS = 12 * 60 * 60_000;

/**
 * Keeps what a person has just proved with a browser. It belongs to no session yet: the browser takes it up when it comes
 * back to the authorization endpoint. Call it in the transaction that decides the sign-in.
 */
export async function openBrowserSignIn(context: DirectoryContext, proven: Proven): Promise<Finished> {
  const now = context.clock.now();
  const id = randomUUID();
  await context.store.db
    .insertInto('browser_sign_ins')
    .values({
      id,
      session_uid: null,
      user_id: proven.userId,
      pass_id: proven.passId ?? null,
      credential_id: proven.credentialId ?? null,
      amr: JSON.stringify(proven.amr),
      acr: proven.acr,
      auth_time: Math.floor((proven.verifiedAt ?? now) / 1000),
      created_at: now,
      expires_at: Math.min(proven.endsAt ?? Number.POSITIVE_INFINITY, now + BROWSER_SIGN_IN_MS),
    })
    .execute();
  return { handle: id, sid: id };
}

/** A sign-in that still stands: in time, of an account that is on and whose sign-ins were not revoked since. */
async function live(
  context: DirectoryContext,
  column: 'id' | 'session_uid',
  value: string,
): Promise<BrowserSignInRow | undefined> {
  return context.store.db
    .selectFrom('browser_sign_ins')
    .innerJoin('users', 'users.id', 'browser_sign_ins.user_id')
    .selectAll('browser_sign_ins')
    .where(`browser_sign_ins.${column}`, '=', value)
    .where('browser_sign_ins.expires_at', '>', context.clock.now())
    .where('users.account_enabled', '=', 1)
    .whereRef('browser_sign_ins.created_at', '>=', 'users.sessions_valid_from')
    .executeTakeFirst();
}

/** The sign-in of a provider's session. */
export function browserSignInOf(
  context: DirectoryContext,
  sessionUid: string,
): Promise<BrowserSignInRow | undefined> {
  return live(context, 'session_uid', sessionUid);
}

/** A sign-in by its own id, taken up or not. */
export function findBrowserSignIn(
  context: DirectoryContext,
  id: string,
): Promise<BrowserSignInRow | undefined> {
  return live(context, 'id', id);
}

/** Gives a new sign-in to a provider's session; the one that the session had before is replaced. */
export function takeUpBrowserSignIn(
  context: DirectoryContext,
  id: string,
  sessionUid: string,
): Promise<BrowserSignInRow | undefined> {
  return context.store.transaction(async () => {
    const { db } = context.store;
    const row = await findBrowserSignIn(context, id);
    if (!row || (row.session_uid !== null && row.session_uid !== sessionUid)) return undefined;
    await db
      .deleteFrom('browser_sign_ins')
      .where('session_uid', '=', sessionUid)
      .where('id', '!=', id)
      .execute();
    await db.updateTable('browser_sign_ins').set({ session_uid: sessionUid }).where('id', '=', id).execute();
    return { ...row, session_uid: sessionUid };
  });
}
