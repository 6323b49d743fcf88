import type { Actor } from '../../audit/actor.ts';
import type { DirectoryContext } from '../../context.ts';
import { endSessions } from '../../sign-in/end-sessions.ts';
import { auditSoftwareOath } from './audit.ts';
import { findSoftwareOath } from './methods.ts';

/**
 * Removes one of a user's authenticator apps; sign-ins that rested on its codes are over at once.
 *
 * @throws Refusal `not_found`
 */
export async function deleteSoftwareOath(
  context: DirectoryContext,
  { actor, userId, id }: { readonly actor: Actor; readonly userId: string; readonly id: string },
): Promise<void> {
  const row = await findSoftwareOath(context, userId, id);
  await context.store.transaction(async () => {
    await context.store.db.deleteFrom('software_oath_methods').where('id', '=', id).execute();
    await endSessions(context, { credential: id });
    await auditSoftwareOath(context, { actor, row, did: 'deleted' });
  });
}
