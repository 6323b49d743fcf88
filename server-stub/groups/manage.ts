import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES, type Activity, type AuditTarget, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { line } from '../http/line.ts';
import type { GroupRow, UserRow } from '../store/tables.ts';
import { userTarget } from '../users/audit.ts';
import { checkExists } from '../users/exists.ts';

const displayName = line(256);
const mailNickname = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[\x21-\x7e]+$/));
const description = z.optional(z.nullable(z.string().check(z.maxLength(1024))));

/** `POST /groups`: security groups are all there is. */
export const NewGroup = z.strictObject({
  '@odata.type': z.optional(z.literal('#microsoft.graph.group')),
  displayName,
  mailNickname,
  description,
  mailEnabled: z.literal(false),
  securityEnabled: z.literal(true),
  groupTypes: z.optional(z.array(z.never())),
});
export type NewGroup = z.infer<typeof NewGroup>;

/** `PATCH /groups/{id}`. */
export const GroupChange = z.strictObject({
  '@odata.type': z.optional(z.literal('#microsoft.graph.group')),
  displayName: z.optional(displayName),
  mailNickname: z.optional(mailNickname),
  description,
});
export type GroupChange = z.infer<typeof GroupChange>;

/** @throws Refusal `not_found` */
export async function findGroup(context: DirectoryContext, id: string): Promise<GroupRow> {
  const { db } = context.store;
  const group = await db
    .selectFrom('groups')
    .selectAll()
    .where('id', '=', id.toLowerCase())
    .executeTakeFirst();
  if (!group) throw new Refusal('not_found');
  return group;
}

/** Creates a security group without members. */
export async function createGroup(
  context: DirectoryContext,
  actor: Actor,
  body: NewGroup,
): Promise<GroupRow> {
  return context.store.transaction(async () => {
    const group = await context.store.db
      .insertInto('groups')
      .values({
        id: randomUUID(),
        display_name: body.displayName,
        mail_nickname: body.mailNickname,
        description: body.description ?? null,
        created_at: context.clock.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(context, actor, ACTIVITIES.groupAdded, [groupTarget(group)]);
    return group;
  });
}

/**
 * Changes what a group is called.
 *
 * @throws Refusal `not_found`
 */
export async function updateGroup(
  context: DirectoryContext,
  actor: Actor,
  group: GroupRow,
  change: GroupChange,
): Promise<void> {
  const set = {
    ...(change.displayName === undefined ? {} : { display_name: change.displayName }),
    ...(change.mailNickname === undefined ? {} : { mail_nickname: change.mailNickname }),
    ...(change.description === undefined ? {} : { description: change.description }),
  };
  if (Object.keys(set).length === 0) return;
  await context.store.transaction(async () => {
    await findGroup(context, group.id);
    await context.store.db.updateTable('groups').set(set).where('id', '=', group.id).execute();
    await audit(context, actor, ACTIVITIES.groupUpdated, [groupTarget(group)]);
  });
}

/**
 * Deletes a group; policies that name it then mean nobody by it.
 *
 * @throws Refusal `not_found`
 */
export async function deleteGroup(context: DirectoryContext, actor: Actor, group: GroupRow): Promise<void> {
  await context.store.transaction(async () => {
    await findGroup(context, group.id);
    await context.store.db.deleteFrom('groups').where('id', '=', group.id).execute();
    await audit(context, actor, ACTIVITIES.groupRemoved, [groupTarget(group)]);
  });
}

/** @throws Refusal `member_exists`, `not_found` */
export async function addMember(
  context: DirectoryContext,
  actor: Actor,
  group: GroupRow,
  user: UserRow,
): Promise<void> {
  await context.store.transaction(async () => {
    // Both may have gone since the request was read.
    await findGroup(context, group.id);
    await checkExists(context, user);
    const { numInsertedOrUpdatedRows } = await context.store.db
      .insertInto('group_members')
      .values({ group_id: group.id, user_id: user.id })
      .onConflict((row) => row.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) throw new Refusal('member_exists');
    await audit(context, actor, ACTIVITIES.memberAdded, [userTarget(user), groupTarget(group)]);
  });
}

/** @throws Refusal `not_found` where the person is no member. */
export async function removeMember(
  context: DirectoryContext,
  actor: Actor,
  group: GroupRow,
  user: UserRow,
): Promise<void> {
  await context.store.transaction(async () => {
    const { numDeletedRows } = await context.store.db
      .deleteFrom('group_members')
      .where('group_id', '=', group.id)
      .where('user_id', '=', user.id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new Refusal('not_found');
    await audit(context, actor, ACTIVITIES.memberRemoved, [userTarget(user), groupTarget(group)]);
  });
}

function groupTarget(group: GroupRow): AuditTarget {
  return { id: group.id, type: 'Group', displayName: group.display_name };
}

function audit(
  context: DirectoryContext,
  actor: Actor,
  activity: Activity,
  targets: readonly AuditTarget[],
): Promise<void> {
  return writeAudit(context, {
    activity,
    reason: '',
    actor,
    category: 'GroupManagement',
    service: 'Core Directory',
    targets,
  });
}
