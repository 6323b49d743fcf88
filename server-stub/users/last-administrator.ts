import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { ROLES } from '../sign-in/roles.ts';

/**
 * Nobody takes the last enabled Global Administrator away: a tenant that nobody runs cannot be mended from outside. Call it
 * in the transaction of the change, so that two who remove each other at once do not both succeed.
 *
 * @throws Refusal `last_administrator`
 */
export async function refuseLastAdministrator(context: DirectoryContext, userId: string): Promise<void> {
  const holders = await context.store.db
    .selectFrom('role_assignments')
    .innerJoin('users', 'users.id', 'role_assignments.user_id')
    .select('users.id')
    .where('role', '=', ROLES.globalAdministrator)
    .where('account_enabled', '=', 1)
    .execute();
  if (holders.length === 1 && holders[0]?.id === userId) throw new Refusal('last_administrator');
}
