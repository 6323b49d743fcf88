import type { Account } from 'oidc-provider';
import type { DirectoryContext } from '../context.ts';

/**
 * The person behind a token that is about to be issued. Nobody is found where the account or the device has been switched
 * off or the sign-ins were revoked: a refresh then ends like a deleted grant.
 */
export async function findAccount(
  context: DirectoryContext,
  userId: string,
  token?: { readonly grantId?: string | undefined },
): Promise<Account | undefined> {
  const { db } = context.store;
  const user = await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst();
  if (!user || user.account_enabled === 0) return undefined;
  if (token?.grantId !== undefined) {
    const session = await db
      .selectFrom('sessions')
      .leftJoin('devices', 'devices.jkt', 'sessions.jkt')
      .select(['sessions.created_at', 'sessions.expires_at', 'devices.account_enabled'])
      .where('sid', '=', token.grantId)
      .executeTakeFirst();
    if (!session || session.expires_at <= context.clock.now()) return undefined;
    if (session.created_at < user.sessions_valid_from || session.account_enabled === 0) return undefined;
  }
  return {
    accountId: userId,
    claims: async () => ({
      sub: userId,
      oid: userId,
      tid: context.tenant.id,
      preferred_username: user.user_principal_name,
      name: user.display_name,
    }),
  };
}
