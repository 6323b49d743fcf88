import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserRow } from '../store/tables.ts';

/**
 * Is the person still there? Asked in the transaction of a change: they may have been deleted since the request was read.
 *
 * @throws Refusal `not_found`
 */
export async function checkExists(context: DirectoryContext, { id }: Pick<UserRow, 'id'>): Promise<void> {
  const user = await context.store.db
    .selectFrom('users')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!user) throw new Refusal('not_found');
}
