import type { DirectoryContext } from '../context.ts';

/** Which sign-ins are to end. */
export type SessionsOf =
  | { readonly sid: string }
  | { readonly pass: string }
  | { readonly reservation: string }
  | { readonly credential: string }
  | { readonly user: string }
  | { readonly key: string };

const COLUMN = {
  sid: 'sid',
  pass: 'pass_id',
  reservation: 'reservation_id',
  credential: 'credential_id',
  user: 'user_id',
  key: 'jkt',
} as const;

/**
 * Ends sign-ins: their grants, codes and refresh tokens are deleted, and access tokens are refused from the next call
 * on, because every call looks the sign-in up.
 *
 * @returns how many ended
 */
export function endSessions(context: DirectoryContext, of: SessionsOf): Promise<number> {
  const [name, value] = Object.entries(of)[0] as [keyof typeof COLUMN, string];
  return context.store.transaction(async () => {
    const { db } = context.store;
    const ended = await db.deleteFrom('sessions').where(COLUMN[name], '=', value).returning('sid').execute();
    const sids = ended.map((row) => row.sid);
    if (sids.length === 0) return 0;
    await db.deleteFrom('oidc').where('grant_id', 'in', sids).execute();
    await db.deleteFrom('oidc').where('kind', '=', 'Grant').where('id', 'in', sids).execute();
    return sids.length;
  });
}
