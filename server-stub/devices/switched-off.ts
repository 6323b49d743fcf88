import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';

/**
 * Nobody signs in with the key of a device that was switched off: said before anything is reserved or spent (rule 1), since no
 * token would be given out for it afterwards.
 *
 * @throws Refusal `device_disabled`
 */
export async function refuseSwitchedOff(context: DirectoryContext, jkt: string | null): Promise<void> {
  if (jkt === null) return;
  const device = await context.store.db
    .selectFrom('devices')
    .select('account_enabled')
    .where('jkt', '=', jkt)
    .executeTakeFirst();
  if (device?.account_enabled === 0) throw new Refusal('device_disabled');
}
