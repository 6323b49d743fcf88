import { judgeDeviceName } from '../../electron/contract/device-name.ts';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { readProfile } from '../provisioning/profile.ts';

/**
 * May a new device have this name? Asked only where people choose it: a template makes names by a rule, and whoever cannot change
 * one must not be stopped by it. Inside the transaction of the join, so that of two at once one is refused.
 *
 * @throws Refusal `device_name_invalid`, `device_name_taken`
 */
export async function checkDeviceName(context: DirectoryContext, name: string): Promise<void> {
  const { deviceNameEditable = false } = await readProfile(context);
  if (!deviceNameEditable) return;
  const fault = judgeDeviceName(name);
  if (fault !== null) throw new Refusal('device_name_invalid', { detail: fault });
  const other = await context.store.db
    .selectFrom('devices')
    .select('id')
    .where((row) => row(row.fn<string>('lower', ['display_name']), '=', name.toLowerCase()))
    .executeTakeFirst();
  if (other) throw new Refusal('device_name_taken');
}
