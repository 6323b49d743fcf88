import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserCaller } from '../http/authenticate.ts';
import { hasSoftwareOath } from './software-oath/methods.ts';

/** What else a person may have shown, as `amr` says it (RFC 8176). */
const OTHER_FACTORS = ['pwd', 'otp', 'hwk', 'swk'];

/**
 * A hybrid-joined device belongs to a directory on the ground as well, where a pass opens nothing: Entra wants another method
 * before a pass may set up Hello there (reference B3, mission row D2; Microsoft names password, smart card and FIDO2 key).
 * Whoever showed one in this sign-in has it; so has whoever owns a password, an authenticator app, or a key elsewhere.
 *
 * @throws Refusal `another_method_needed`
 */
export async function checkAnotherMethod(context: DirectoryContext, caller: UserCaller): Promise<void> {
  if (caller.jkt === null || !caller.amr.includes('tap')) return;
  if (caller.amr.some((factor) => OTHER_FACTORS.includes(factor))) return;
  const { db } = context.store;
  const device = await db
    .selectFrom('devices')
    .select(['id', 'join_type'])
    .where('jkt', '=', caller.jkt)
    .executeTakeFirst();
  if (device?.join_type !== 'hybrid') return;
  if (!(await ownsAnother(context, caller.userId, device.id))) throw new Refusal('another_method_needed');
}

async function ownsAnother(context: DirectoryContext, userId: string, deviceId: string): Promise<boolean> {
  const { db } = context.store;
  const user = await db
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', userId)
    .executeTakeFirst();
  if (user && user.password_hash !== null) return true;
  if (await hasSoftwareOath(context, userId)) return true;
  const key = await db
    .selectFrom('credentials')
    .select('credential_id')
    .where('user_id', '=', userId)
    .where('state', '=', 'active')
    .where((where) => where.or([where('device_id', 'is', null), where('device_id', '!=', deviceId)]))
    .executeTakeFirst();
  return key !== undefined;
}
