import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';

/** Sign-ins that are open at once. A staging room shares one address; a laptop opens one at a time. */
const PER_SOURCE = 600;
const ALTOGETHER = 20_000;
/** Who opens another one with the same device key has given the oldest up. */
const PER_KEY = 20;
const RETRY_SECONDS = 60;

async function countOpen(context: DirectoryContext, source: string | null): Promise<number> {
  let open = context.store.db
    .selectFrom('auth_sessions')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('expires_at', '>', context.clock.now());
  if (source !== null) open = open.where('source', '=', source);
  return (await open.executeTakeFirstOrThrow()).count;
}

async function dropOldest(context: DirectoryContext, jkt: string): Promise<void> {
  const { db } = context.store;
  const oldest = db
    .selectFrom('auth_sessions')
    .select('hash')
    .where('jkt', '=', jkt)
    .orderBy('created_at', 'desc')
    .offset(PER_KEY - 1)
    // SQLite takes an offset only after a limit.
    .limit(PER_SOURCE);
  await db.deleteFrom('auth_sessions').where('hash', 'in', oldest).execute();
}

/**
 * Room for one more open sign-in: anybody may open one before they have shown anything, so there is an end to how many.
 * Call it in the transaction that opens it.
 *
 * @throws Refusal `throttled`
 */
export async function makeRoom(
  context: DirectoryContext,
  { jkt, source }: { readonly jkt: string; readonly source: string },
): Promise<void> {
  if (jkt !== '') await dropOldest(context, jkt);
  const full =
    (await countOpen(context, source)) >= PER_SOURCE || (await countOpen(context, null)) >= ALTOGETHER;
  if (full) throw new Refusal('throttled', { retryAfter: RETRY_SECONDS });
}
