import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserRow } from '../store/tables.ts';
import type { AccountChange, NewAccount } from './account.ts';
import { auditUser } from './audit.ts';
import { endAccess } from './end-access.ts';
import { refuseLastAdministrator } from './last-administrator.ts';
import { checkName } from './name.ts';
import { checkPassword } from './password.ts';

type Columns = Partial<Omit<UserRow, 'id' | 'created_at' | 'user_principal_name' | 'password_hash'>>;

/** The members that are columns as they are; the name and the password have rules of their own. */
function columnsOf(account: AccountChange): Columns {
  const { passwordProfile, employeeHireDate, usageLocation, otherMails } = account;
  const all: { [column in keyof Columns]: Columns[column] | undefined } = {
    account_enabled: account.accountEnabled === undefined ? undefined : account.accountEnabled ? 1 : 0,
    display_name: account.displayName,
    mail_nickname: account.mailNickname,
    given_name: account.givenName,
    surname: account.surname,
    user_type: account.userType,
    usage_location: usageLocation?.toUpperCase() ?? usageLocation,
    employee_hire_at: employeeHireDate == null ? employeeHireDate : Date.parse(employeeHireDate),
    other_mails: otherMails === undefined ? undefined : JSON.stringify(otherMails),
    password_must_change:
      passwordProfile?.forceChangePasswordNextSignIn === undefined
        ? undefined
        : passwordProfile.forceChangePasswordNextSignIn
          ? 1
          : 0,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

async function hashOf(context: DirectoryContext, account: AccountChange, name: string) {
  const password = account.passwordProfile?.password;
  if (password === undefined) return undefined;
  checkPassword(password, name);
  return context.slowHash.hash(password);
}

/**
 * Creates a person. The caller's rights were checked.
 *
 * @throws Refusal `request_malformed`, `domain_unknown`, `name_taken`, `password_weak`, `throttled`
 */
export async function createUser(
  context: DirectoryContext,
  actor: Actor,
  account: NewAccount,
): Promise<UserRow> {
  const name = await checkName(context, account.userPrincipalName);
  const passwordHash = await hashOf(context, account, name);
  return context.store.transaction(async () => {
    const user = await context.store.db
      .insertInto('users')
      .values({
        user_type: 'Member',
        account_enabled: 1,
        display_name: account.displayName,
        ...columnsOf(account),
        id: randomUUID(),
        // Once more: hashing took its time, and somebody else may have taken the name.
        user_principal_name: await checkName(context, name),
        creation_type: null,
        password_hash: passwordHash ?? null,
        sessions_valid_from: 0,
        created_at: context.clock.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await auditUser(context, actor, user, ACTIVITIES.userAdded);
    return user;
  });
}

/**
 * Changes a person. Whoever is switched off, or gets another password, is signed out everywhere at once.
 *
 * @throws Refusal those of `createUser`, `last_administrator`, `not_found`
 */
export async function updateUser(
  context: DirectoryContext,
  actor: Actor,
  user: UserRow,
  change: AccountChange,
): Promise<void> {
  const name = change.userPrincipalName ?? user.user_principal_name;
  const passwordHash = await hashOf(context, change, name);
  const columns = columnsOf(change);
  await context.store.transaction(async () => {
    // Whatever the account was when the request was read: somebody may have switched it on meanwhile.
    const switchedOff = columns.account_enabled === 0;
    if (switchedOff) await refuseLastAdministrator(context, user.id);
    const set = {
      ...columns,
      ...(change.userPrincipalName === undefined
        ? {}
        : { user_principal_name: await checkName(context, name, user.id) }),
      ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
    };
    if (Object.keys(set).length === 0) return;
    const { db } = context.store;
    const { numUpdatedRows } = await db
      .updateTable('users')
      .set(set)
      .where('id', '=', user.id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('not_found');
    if (switchedOff || passwordHash !== undefined) await endAccess(context, user.id);
    await auditChange(context, actor, user, change);
  });
}

/** Entra writes a row for each thing that an auditor looks for by name. */
async function auditChange(
  context: DirectoryContext,
  actor: Actor,
  user: UserRow,
  { passwordProfile, accountEnabled, ...rest }: AccountChange,
): Promise<void> {
  if (passwordProfile?.password !== undefined) {
    await auditUser(context, actor, user, ACTIVITIES.passwordReset);
  }
  if (accountEnabled !== undefined) {
    await auditUser(context, actor, user, accountEnabled ? ACTIVITIES.userEnabled : ACTIVITIES.userDisabled);
  }
  const changed = Object.keys(rest).filter((member) => !member.startsWith('@'));
  if (changed.length > 0) await auditUser(context, actor, user, ACTIVITIES.userUpdated, changed);
}

/**
 * Deletes a person with their pass, methods, memberships and roles; what they had open ends at once. The logs keep what they
 * say. A laptop that somebody else has a key on goes to that person; the others are deleted with their owner.
 *
 * @throws Refusal `last_administrator`, `not_found`
 */
export async function deleteUser(context: DirectoryContext, actor: Actor, user: UserRow): Promise<void> {
  await context.store.transaction(async () => {
    await refuseLastAdministrator(context, user.id);
    await endAccess(context, user.id);
    await sql`update devices set owner_id = heir.user_id from (
        select device_id, min(user_id) as user_id from credentials
        where state = 'active' and device_id is not null and user_id <> ${user.id} group by device_id) as heir
      where heir.device_id = devices.id and devices.owner_id = ${user.id}`.execute(context.store.db);
    await auditUser(context, actor, user, ACTIVITIES.userRemoved);
    const { numDeletedRows } = await context.store.db
      .deleteFrom('users')
      .where('id', '=', user.id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new Refusal('not_found');
  });
}

/** Ends every sign-in of a person: refresh and access tokens from before this instant are worth nothing. */
export async function revokeSessions(context: DirectoryContext, actor: Actor, user: UserRow): Promise<void> {
  await context.store.transaction(async () => {
    await endAccess(context, user.id);
    await context.store.db
      .updateTable('users')
      .set({ sessions_valid_from: context.clock.now() })
      .where('id', '=', user.id)
      .execute();
    await auditUser(context, actor, user, ACTIVITIES.sessionsRevoked);
  });
}
