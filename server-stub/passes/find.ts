import { laggingPass } from '../chaos/lag.ts';
import type { DirectoryContext } from '../context.ts';
import { memberships } from '../sign-in/users.ts';
import type { PassRow } from '../store/tables.ts';
import { readPassPolicy } from './policy.ts';
import { passUsability } from './usability.ts';

/** The user's pass, usable or not; deleted and replaced ones are not passes any more. */
export function currentPass(context: DirectoryContext, userId: string): Promise<PassRow | undefined> {
  return context.store.db
    .selectFrom('passes')
    .selectAll()
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** The user's pass as sign-in sees it: where chaos lets copies of the data lag, as it was a while ago. */
export async function passAtSignIn(context: DirectoryContext, userId: string): Promise<PassRow | undefined> {
  const lag = context.chaos?.lag;
  if (!lag?.newPassMs && !lag?.endedPassMs) return currentPass(context, userId);
  const passes = await context.store.db
    .selectFrom('passes')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .limit(10)
    .execute();
  return laggingPass(passes, lag, context.clock.now());
}

/**
 * The pass that an answer is compared with: the current one, else the last that was taken back, so that its holder
 * hears that and not "wrong".
 */
export async function passToCompare(context: DirectoryContext, userId: string): Promise<PassRow | undefined> {
  const current = await passAtSignIn(context, userId);
  if (current) return current;
  return context.store.db
    .selectFrom('passes')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('deleted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Does the user have a pass that would open a sign-in now? */
export async function hasUsablePass(context: DirectoryContext, userId: string): Promise<boolean> {
  const pass = await passAtSignIn(context, userId);
  if (!pass) return false;
  const policy = await readPassPolicy(context);
  const { groups } = await memberships(context, userId);
  return passUsability(pass, policy, groups, context.clock.now()) === 'EnabledByPolicy';
}
