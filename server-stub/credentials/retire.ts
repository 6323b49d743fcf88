import { ACTIVITIES, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { endSessions } from '../sign-in/end-sessions.ts';
import type { CredentialRow } from '../store/tables.ts';

/**
 * Retires what a proved credential replaces: every other Hello credential of the same person on the same device. That is what
 * makes a forgotten PIN a way out: the new pass gives a new key, and the old one opens nothing from the same instant on.
 * Call it in the transaction of the proof.
 */
export async function retireReplaced(
  context: DirectoryContext,
  proved: CredentialRow,
  deviceId: string,
): Promise<void> {
  const replaced = await context.store.db
    .deleteFrom('credentials')
    .where('user_id', '=', proved.user_id)
    .where('device_id', '=', deviceId)
    .where('credential_id', '!=', proved.credential_id)
    .returningAll()
    .execute();
  for (const old of replaced) {
    await endSessions(context, { credential: old.credential_id });
    await writeAudit(context, {
      activity: ACTIVITIES.userDeleted,
      reason: `The ${old.kind} credential was replaced by a new one on the same device`,
      actor: { kind: 'user', userId: old.user_id },
      targets: [{ id: old.user_id, type: 'User', displayName: '' }],
      details: { method: old.method_id, replacedBy: proved.method_id },
    });
  }
}
