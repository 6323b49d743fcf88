import type { Store } from './open.ts';

/** Reads one named value of the directory itself (tenant id, keys, secrets' hashes). */
export async function readMeta(store: Store, key: string): Promise<string | undefined> {
  const row = await store.db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

/** The value under `key`; made and kept the first time. */
export function keepMeta(store: Store, key: string, make: () => string): Promise<string> {
  return store.transaction(async () => {
    const found = await readMeta(store, key);
    if (found !== undefined) return found;
    const value = make();
    await store.db.insertInto('meta').values({ key, value }).execute();
    return value;
  });
}
