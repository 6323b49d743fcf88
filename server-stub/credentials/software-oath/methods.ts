import { Refusal } from '../../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../../context.ts';
import type { SoftwareOathRow } from '../../store/tables.ts';
import { openSecret } from './seal-secret.ts';
import { stepOfCode } from './totp.ts';

/** The user's authenticator apps, oldest first; what was never activated is no method. */
export function listSoftwareOath(context: DirectoryContext, userId: string): Promise<SoftwareOathRow[]> {
  return context.store.db
    .selectFrom('software_oath_methods')
    .selectAll()
    .where('user_id', '=', userId)
    .where('state', '=', 'active')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Can this user answer with a code? */
export async function hasSoftwareOath(context: DirectoryContext, userId: string): Promise<boolean> {
  return (await listSoftwareOath(context, userId)).length > 0;
}

/**
 * One of the user's apps.
 *
 * @throws Refusal `not_found`
 */
export async function findSoftwareOath(
  context: DirectoryContext,
  userId: string,
  id: string,
): Promise<SoftwareOathRow> {
  const found = (await listSoftwareOath(context, userId)).find((row) => row.id === id);
  if (!found) throw new Refusal('not_found');
  return found;
}

/** The step of a code for one app, or `null`. */
export function stepFor(context: DirectoryContext, row: SoftwareOathRow, code: string): number | null {
  const secret = openSecret(context, { methodId: row.id, userId: row.user_id }, row.sealed_secret);
  return stepOfCode(secret, code, { now: context.clock.now(), lastStep: row.last_step });
}

/** Uses a step up; of two answers at once with one code, one hears that it was used. */
export async function spendStep(context: DirectoryContext, id: string, step: number): Promise<boolean> {
  const used = await context.store.db
    .updateTable('software_oath_methods')
    .set({ last_step: step })
    .where('id', '=', id)
    .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', step)]))
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** The app whose code this is; the code is then used up. */
export async function matchCode(
  context: DirectoryContext,
  userId: string,
  code: string,
): Promise<SoftwareOathRow | undefined> {
  for (const row of await listSoftwareOath(context, userId)) {
    const step = stepFor(context, row, code);
    if (step !== null && (await spendStep(context, row.id, step))) return row;
  }
  return undefined;
}
