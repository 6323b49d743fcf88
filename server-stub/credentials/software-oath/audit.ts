import type { Actor } from '../../audit/actor.ts';
import { ACTIVITIES, type Activity, writeAudit } from '../../audit/directory-audits.ts';
import type { DirectoryContext } from '../../context.ts';
import type { SoftwareOathRow } from '../../store/tables.ts';

/** What happened to an authenticator app, and by whom. */
export interface SoftwareOathEvent {
  readonly actor: Actor;
  readonly row: SoftwareOathRow;
  readonly did: 'registered' | 'deleted';
}

function activityOf({ actor, row, did }: SoftwareOathEvent): Activity {
  if (did === 'registered') return ACTIVITIES.userRegistered;
  const own = actor.kind === 'user' && actor.userId === row.user_id;
  // Entra's one name for everything that an administrator takes away.
  return own ? ACTIVITIES.userDeleted : ACTIVITIES.passDeleted;
}

/** Writes Entra's row about the method; call it in the transaction that changes it. */
export async function auditSoftwareOath(context: DirectoryContext, event: SoftwareOathEvent): Promise<void> {
  const { row } = event;
  const user = await context.store.db
    .selectFrom('users')
    .select(['display_name', 'user_principal_name'])
    .where('id', '=', row.user_id)
    .executeTakeFirstOrThrow();
  const activity = activityOf(event);
  const who = activity.startsWith('Admin') ? 'Admin' : 'User';
  await writeAudit(context, {
    activity,
    reason: `${who} ${event.did} software OATH token`,
    actor: event.actor,
    targets: [
      {
        id: row.user_id,
        type: 'User',
        displayName: user.display_name,
        userPrincipalName: user.user_principal_name,
      },
    ],
    details: { method: row.id },
  });
}
