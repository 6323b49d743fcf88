import { sql } from 'kysely';
import type { DirectoryContext } from '../context.ts';
import type { UserRow } from '../store/tables.ts';

/** Finds a user by object id or user principal name (any case). */
export async function findUser(context: DirectoryContext, idOrName: string): Promise<UserRow | undefined> {
  const text = idOrName.toLowerCase();
  return context.store.db
    .selectFrom('users')
    .selectAll()
    .where((where) => where.or([where('id', '=', text), where('user_principal_name', '=', text)]))
    .executeTakeFirst();
}

/** Finds a user by user principal name alone: what people type. */
export async function findUserByName(context: DirectoryContext, name: string): Promise<UserRow | undefined> {
  return context.store.db
    .selectFrom('users')
    .selectAll()
    .where('user_principal_name', '=', name.trim().toLowerCase())
    .executeTakeFirst();
}

/** Groups and directory roles of a user. */
export async function memberships(
  context: DirectoryContext,
  userId: string,
): Promise<{ groups: string[]; roles: string[] }> {
  const { db } = context.store;
  const groups = await db
    .selectFrom('group_members')
    .select('group_id')
    .where('user_id', '=', userId)
    .execute();
  const roles = await db
    .selectFrom('role_assignments')
    .select('role')
    .where('user_id', '=', userId)
    .execute();
  return { groups: groups.map((row) => row.group_id), roles: roles.map((row) => row.role) };
}

/** A guest of another organisation (who signs in there), unlike an internal guest, who signs in here. */
export function isExternalGuest(
  user: Pick<UserRow, 'user_type' | 'user_principal_name' | 'creation_type'>,
): boolean {
  if (user.user_type !== 'Guest') return false;
  return user.user_principal_name.includes('#ext#') || user.creation_type === 'Invitation';
}

/** Does the name's domain sign in at another identity provider? The domain alone says so, not the user. */
export async function isFederated(context: DirectoryContext, name: string): Promise<boolean> {
  const domain = name.trim().toLowerCase().split('@')[1] ?? '';
  const row = await context.store.db
    .selectFrom('domains')
    .select('federated')
    .where(sql`lower(name)`, '=', domain)
    .executeTakeFirst();
  return row?.federated === 1;
}
