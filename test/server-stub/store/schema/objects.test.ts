import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../../server-stub/store/open.ts';
import { FIRST_SCHEMA } from '../../../../server-stub/store/schema/first.ts';
import { OBJECTS } from '../../../../server-stub/store/schema/objects.ts';
import { adaptDatabase, openDatabase } from '../../../../server-stub/store/sqlite.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-objects-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A directory of the first version, with a person and their device in it. */
async function firstVersion(): Promise<Kysely<unknown>> {
  const database = adaptDatabase(openDatabase(join(folder, 'directory.sqlite')));
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  for (const statement of FIRST_SCHEMA) await sql.raw(statement).execute(db);
  await sql`insert into users (id, user_principal_name, display_name, user_type, account_enabled, sessions_valid_from, created_at)
    values ('u', 'nia@northwind.example', 'Nia', 'Member', 1, 0, 1)`.execute(db);
  await sql`insert into devices (id, device_id, display_name, jkt, public_jwk, owner_id, join_type, operating_system,
      operating_system_version, manufacturer, model, serial_number, certificate, certificate_expires_at, account_enabled, created_at)
    values ('d', 'dd', 'NW-1', 'k', '{}', 'u', 'join', 'Linux', '6', 'C', 'M', 'S', '[]', 1, 1, 1)`.execute(
    db,
  );
  return db;
}

test('what was there before stays, with the quiet values: not compliant, nothing to change', async () => {
  await (await firstVersion()).destroy();
  const store = await openStore(folder);
  const user = await store.db.selectFrom('users').selectAll().executeTakeFirstOrThrow();
  expect(user).toMatchObject({
    display_name: 'Nia',
    other_mails: '[]',
    password_must_change: 0,
    usage_location: null,
  });
  const device = await store.db.selectFrom('devices').selectAll().executeTakeFirstOrThrow();
  expect(device).toMatchObject({ display_name: 'NW-1', is_compliant: 0 });
  await store.close();
});

test('may be run again, as after a power cut in the middle', async () => {
  const db = await firstVersion();
  await sql`alter table users add column mail_nickname text`.execute(db);
  await OBJECTS.up(db);
  await OBJECTS.up(db);
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info('users')`.execute(db);
  expect(rows.filter((row) => row.name === 'mail_nickname')).toHaveLength(1);
  await db.destroy();
});
