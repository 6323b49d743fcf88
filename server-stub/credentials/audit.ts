import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES, type Activity, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserCaller } from '../http/authenticate.ts';
import type { CredentialRow } from '../store/tables.ts';

/** A person registered a credential: Entra writes one row for the method and, for Hello, one for the device's key. */
export async function auditCredentialRegistered(
  context: DirectoryContext,
  caller: UserCaller,
  credential: CredentialRow,
): Promise<void> {
  const provisional = credential.state === 'provisional' ? ', provisional until it is proved' : '';
  const reason = `User registered ${credential.kind} credential${provisional}`;
  const actor = { kind: 'user', userId: caller.userId } as const;
  await write(context, actor, credential, ACTIVITIES.userRegistered, reason);
  if (credential.device_id !== null) await write(context, actor, credential, ACTIVITIES.helloAdded, reason);
}

/** A person removed one of their own credentials, or an administrator did. */
export function auditCredentialDeleted(
  context: DirectoryContext,
  actor: Actor,
  credential: CredentialRow,
): Promise<void> {
  const own = actor.kind === 'user' && actor.userId === credential.user_id;
  const activity = own ? ACTIVITIES.userDeleted : ACTIVITIES.passDeleted;
  const reason = `${own ? 'User' : 'Admin'} deleted ${credential.kind} credential`;
  return write(context, actor, credential, activity, reason);
}

/** A right signature with an old counter: somebody holds a copy of the key, or put an old state back. */
export function auditCopiedKey(
  context: DirectoryContext,
  credential: CredentialRow,
  signed: number,
): Promise<void> {
  return writeAudit(context, {
    activity: ACTIVITIES.counterWentBack,
    reason: 'The signature counter did not grow: the key may have been copied',
    actor: { kind: 'user', userId: credential.user_id },
    targets: [{ id: credential.user_id, type: 'User', displayName: '' }],
    result: 'failure',
    details: {
      method: credential.method_id,
      expectedMoreThan: String(credential.sign_count),
      signed: String(signed),
    },
  });
}

async function write(
  context: DirectoryContext,
  actor: Actor,
  credential: CredentialRow,
  activity: Activity,
  reason: string,
): Promise<void> {
  const user = await context.store.db
    .selectFrom('users')
    .select(['display_name', 'user_principal_name'])
    .where('id', '=', credential.user_id)
    .executeTakeFirstOrThrow();
  await writeAudit(context, {
    activity,
    reason,
    actor,
    targets: [
      {
        id: credential.user_id,
        type: 'User',
        displayName: user.display_name,
        userPrincipalName: user.user_principal_name,
      },
    ],
    details: {
      method: credential.method_id,
      assurance: credential.assurance,
      ...(credential.reservation_id === null ? {} : { reservation: credential.reservation_id }),
    },
  });
}
