import { randomBytes } from 'node:crypto';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';

const PURPOSE = 'join';
const LIFE = 5 * 60_000;

/** A number that a certificate request has to carry: it shows that the request was made just now and for us. */
export interface JoinNonce {
  /** base64url. */
  readonly nonce: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Makes a nonce that only the holder of `jkt` can use, once, within five minutes. */
export async function makeJoinNonce(context: DirectoryContext, jkt: string): Promise<JoinNonce> {
  const nonce = randomBytes(32).toString('base64url');
  const expiresAt = context.clock.now() + LIFE;
  await context.store.db
    .insertInto('nonces')
    .values({ nonce, purpose: PURPOSE, jkt, expires_at: expiresAt, used_at: null })
    .execute();
  return { nonce, expiresAt };
}

/**
 * Uses a nonce up. One statement judges and spends, so that of two requests at once one wins.
 *
 * @throws Refusal `nonce_invalid` when it was never given out, belongs to another key, was used or is too old.
 */
export async function spendJoinNonce(context: DirectoryContext, nonce: string, jkt: string): Promise<void> {
  const now = context.clock.now();
  const spent = await context.store.db
    .updateTable('nonces')
    .set({ used_at: now })
    .where('nonce', '=', nonce)
    .where('purpose', '=', PURPOSE)
    .where('jkt', '=', jkt)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (spent.numUpdatedRows === 0n) throw new Refusal('nonce_invalid');
}
