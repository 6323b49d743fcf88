import type { Actor } from '../audit/actor.ts';
import { type Activity, type AuditTarget, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserRow } from '../store/tables.ts';

/** A person as the target of an audit row. */
export function userTarget(user: Pick<UserRow, 'id' | 'display_name' | 'user_principal_name'>): AuditTarget {
  return {
    id: user.id,
    type: 'User',
    displayName: user.display_name,
    userPrincipalName: user.user_principal_name,
  };
}

/** Something was done to an account. `changed`: names of members, never their values. */
export function auditUser(
  context: DirectoryContext,
  actor: Actor,
  user: UserRow,
  activity: Activity,
  changed: readonly string[] = [],
): Promise<void> {
  return writeAudit(context, {
    activity,
    reason: '',
    actor,
    service: 'Core Directory',
    targets: [userTarget(user)],
    ...(changed.length === 0 ? {} : { details: { changed: changed.join(', ') } }),
  });
}
