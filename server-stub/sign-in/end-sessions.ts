import type { DirectoryContext } from '../context.ts';

/** Which sign-ins are to end. */
export type SessionsOf =
  | { readonly sid: string }
  | { readonly pass: string }
  | { readonly reservation: string }
  | { readonly credential: string }
  | { readonly user: string }
  | { readonly key: string }
  | { readonly browser: string };

const COLUMN = {
  sid: 'sid',
  pass: 'pass_id',
  reservation: 'reservation_id',
  credential: 'credential_id',
  user: 'user_id',
  key: 'jkt',
  browser: 'browser_session',
} as const;

/** The same of a browser's own sign-in, from which further applications would be signed in. */
const BROWSER_COLUMN = {
  pass: 'pass_id',
  credential: 'credential_id',
  user: 'user_id',
  browser: 'session_uid',
} as const;

async function endBrowserSignIns(context: DirectoryContext, name: string, value: string): Promise<void> {
  const column = BROWSER_COLUMN[name as keyof typeof BROWSER_COLUMN];
  if (column === undefined) return;
  await context.store.db.deleteFrom('browser_sign_ins').where(column, '=', value).execute();
}

/**
 * Ends sign-ins: their grants, codes and refresh tokens are deleted, and access tokens are refused from the next call
 * on, because every call looks the sign-in up. Browsers that signed in so are signed out.
 *
 * @returns how many ended
 */
export function endSessions(context: DirectoryContext, of: SessionsOf): Promise<number> {
  const [name, value] = Object.entries(of)[0] as [keyof typeof COLUMN, string];
  return context.store.transaction(async () => {
    const { db } = context.store;
    await endBrowserSignIns(context, name, value);
    const ended = await db.deleteFrom('sessions').where(COLUMN[name], '=', value).returning('sid').execute();
    const sids = ended.map((row) => row.sid);
    if (sids.length === 0) return 0;
    await db.deleteFrom('oidc').where('grant_id', 'in', sids).execute();
    await db.deleteFrom('oidc').where('kind', '=', 'Grant').where('id', 'in', sids).execute();
    return sids.length;
  });
}
