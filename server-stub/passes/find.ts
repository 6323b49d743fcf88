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

/**
 * The pass that an answer is compared with: the current one, else the last that was taken back, so that its holder
 * hears that and not "wrong".
 */
export async function passToCompare(context: DirectoryContext, userId: string): Promise<PassRow | undefined> {
  const current = await currentPass(context, userId);
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
  const pass = await currentPass(context, userId);
  if (!pass) return false;
  const policy = await readPassPolicy(context);
  const { groups } = await memberships(context, userId);
  return passUsability(pass, policy, groups, context.clock.now()) === 'EnabledByPolicy';
}
