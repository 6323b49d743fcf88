import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserCaller } from '../http/authenticate.ts';

/** Ten minutes, in seconds: Entra's rule for one-time passes, and RFC 9470's `max_age` for everybody else. */
export const REGISTRATION_WINDOW = 600;

/**
 * May this sign-in register a new method now? It needs more than a password, and it has to be of the last ten minutes,
 * measured from the sign-in itself (so it holds across restarts). A multi-use pass is not so bound: it can be shown again
 * at any time while it lives, and its sessions end with it (reference B3).
 *
 * @throws Refusal `mfa_required`, `registration_window_closed`
 */
export async function checkRegistrationWindow(context: DirectoryContext, caller: UserCaller): Promise<void> {
  if (!caller.amr.includes('mfa')) throw new Refusal('mfa_required');
  const age = context.clock.now() / 1000 - caller.authTime;
  if (age <= REGISTRATION_WINDOW) return;
  const multiUse = await context.store.db
    .selectFrom('sessions')
    .innerJoin('passes', 'passes.id', 'sessions.pass_id')
    .select('passes.id')
    .where('sessions.sid', '=', caller.sid)
    .where('passes.is_usable_once', '=', 0)
    .executeTakeFirst();
  if (!multiUse) throw new Refusal('registration_window_closed');
}
