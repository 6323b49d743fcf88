import { Refusal } from '../../electron/contract/refusal.ts';
import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES, type Activity, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { ROLE_TEMPLATES, ROLES, type Role } from '../sign-in/roles.ts';
import type { UserRow } from '../store/tables.ts';
import { userTarget } from '../users/audit.ts';
import { checkExists } from '../users/exists.ts';
import { refuseLastAdministrator } from '../users/last-administrator.ts';

/**
 * Gives a directory role to a person.
 *
 * @throws Refusal `member_exists`, `not_found`
 */
export async function giveRole(
  context: DirectoryContext,
  actor: Actor,
  role: Role,
  user: UserRow,
): Promise<void> {
  await context.store.transaction(async () => {
    await checkExists(context, user);
    const { numInsertedOrUpdatedRows } = await context.store.db
      .insertInto('role_assignments')
      .values({ user_id: user.id, role })
      .onConflict((row) => row.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) throw new Refusal('member_exists');
    await audit(context, actor, ACTIVITIES.roleGiven, role, user);
  });
}

/**
 * Takes a directory role from a person; roles are asked for on every call, so it is gone at once.
 *
 * @throws Refusal `not_found`, `last_administrator`
 */
export async function takeRole(
  context: DirectoryContext,
  actor: Actor,
  role: Role,
  user: UserRow,
): Promise<void> {
  await context.store.transaction(async () => {
    if (role === ROLES.globalAdministrator) await refuseLastAdministrator(context, user.id);
    const { numDeletedRows } = await context.store.db
      .deleteFrom('role_assignments')
      .where('user_id', '=', user.id)
      .where('role', '=', role)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new Refusal('not_found');
    await audit(context, actor, ACTIVITIES.roleTaken, role, user);
  });
}

function audit(
  context: DirectoryContext,
  actor: Actor,
  activity: Activity,
  role: Role,
  user: UserRow,
): Promise<void> {
  return writeAudit(context, {
    activity,
    reason: '',
    actor,
    category: 'RoleManagement',
    service: 'Core Directory',
    targets: [userTarget(user), { id: ROLE_TEMPLATES[role], type: 'Role', displayName: role }],
  });
}
