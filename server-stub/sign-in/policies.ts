import type { DirectoryContext } from '../context.ts';

/** Reads one policy; `otherwise` where the tenant has never set it. The payload was checked when it was written. */
export async function readPolicy<T>(context: DirectoryContext, kind: string, otherwise: T): Promise<T> {
  const row = await context.store.db
    .selectFrom('policies')
    .select('payload')
    .where('kind', '=', kind)
    .where('id', '=', 'default')
    .executeTakeFirst();
  return row ? { ...otherwise, ...(JSON.parse(row.payload) as T) } : otherwise;
}

/** Every policy of a kind, in the order of their ids. */
export async function readPolicies<T>(context: DirectoryContext, kind: string): Promise<T[]> {
  const rows = await context.store.db
    .selectFrom('policies')
    .select('payload')
    .where('kind', '=', kind)
    .orderBy('id')
    .execute();
  return rows.map((row) => JSON.parse(row.payload) as T);
}

/** Sets a policy. */
export async function writePolicy(
  context: Pick<DirectoryContext, 'store'>,
  kind: string,
  id: string,
  payload: unknown,
): Promise<void> {
  await context.store.db
    .insertInto('policies')
    .values({ kind, id, payload: JSON.stringify(payload) })
    .onConflict((row) => row.columns(['kind', 'id']).doUpdateSet({ payload: JSON.stringify(payload) }))
    .execute();
}
