import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What Graph's shapes know of people, groups and devices beyond the first version. */
const COLUMNS: readonly [table: string, column: string, definition: string][] = [
  ['users', 'mail_nickname', 'text'],
  ['users', 'usage_location', 'text'],
  ['users', 'employee_hire_at', 'integer'],
  ['users', 'other_mails', `text not null default '[]'`],
  ['users', 'password_must_change', 'integer not null default 0'],
  ['groups', 'description', 'text'],
  ['groups', 'mail_nickname', 'text'],
  ['devices', 'is_compliant', 'integer not null default 0'],
];

const read = (path: string) => `json_extract(payload, '$.${path}')`;

/** What `$filter` may ask of the logs, in the one index that it reads: a row is a few hundred bytes there, not thousands. */
export const SIGN_IN_PATHS = [
  'userDisplayName',
  'userPrincipalName',
  'appId',
  'appDisplayName',
  'ipAddress',
  'correlationId',
  'conditionalAccessStatus',
  'isInteractive',
  'status.errorCode',
  'deviceDetail.deviceId',
  'authenticationRequirement',
] as const;
export const DIRECTORY_AUDIT_PATHS = [
  'category',
  'correlationId',
  'result',
  'activityDisplayName',
  'loggedByService',
  'initiatedBy.user.id',
  'initiatedBy.user.userPrincipalName',
  'initiatedBy.app.appId',
] as const;

const INDEXES = [
  `create index if not exists users_by_display_name on users(display_name collate nocase, user_principal_name)`,
  `create index if not exists users_by_creation on users(created_at, user_principal_name)`,
  `create index if not exists groups_by_display_name on groups(display_name collate nocase, id)`,
  `create index if not exists devices_by_display_name on devices(display_name collate nocase, id)`,
  `create index if not exists group_members_by_user on group_members(user_id)`,
  `create index if not exists role_assignments_by_role on role_assignments(role)`,
  `create index if not exists credentials_by_device on credentials(device_id) where device_id is not null`,
  `create index if not exists sessions_by_key on sessions(jkt) where jkt is not null`,
  `create index if not exists sessions_by_credential on sessions(credential_id) where credential_id is not null`,
  `create index if not exists sign_ins_filtered on sign_ins(seq, id, at, user_id, ${SIGN_IN_PATHS.map(read).join(', ')})`,
  `create index if not exists directory_audits_filtered on directory_audits(seq, id, at, user_id, ${DIRECTORY_AUDIT_PATHS.map(read).join(', ')})`,
];

/**
 * A credential that went with its device: kept so that whoever still holds its key hears what happened, and not
 * "unknown". It opens nothing.
 */
const LOST_CREDENTIALS = `create table if not exists lost_credentials (
    credential_id text primary key, user_id text not null references users(id) on delete cascade,
    public_key text not null, lost_at integer not null) strict`;

/** SQLite has no `add column if not exists`, and a migration may be run again after a power cut. */
async function addColumn(
  db: Kysely<unknown>,
  table: string,
  column: string,
  definition: string,
): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
  if (rows.some(({ name }) => name === column)) return;
  await sql.raw(`alter table ${table} add column ${column} ${definition}`).execute(db);
}

/** Directory objects as Graph administers them, and what listing them needs. */
export const OBJECTS: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [table, column, definition] of COLUMNS) await addColumn(db, table, column, definition);
    for (const statement of [LOST_CREDENTIALS, ...INDEXES]) await sql.raw(statement).execute(db);
  },
};
