import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../../../../server-stub/store/open.ts';

/* What makes listing quick is that SQLite reads the index alone: as a plan, since a test of time would depend on the machine. */

const folder = mkdtempSync(join(tmpdir(), 'latchkey-index-'));
let store: Store;
beforeAll(async () => {
  store = await openStore(folder);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function plan(query: string): Promise<string> {
  const { rows } = await sql.raw<{ detail: string }>(`explain query plan ${query}`).execute(store.db);
  return rows.map((row) => row.detail).join('; ');
}

test.each(["json_extract(payload, '$.status.errorCode') = 50126", `at >= 5 and user_id = 'x'`])(
  'sign-ins by %s',
  async (where) => {
    const found = await plan(
      `select seq from sign_ins indexed by sign_ins_filtered where seq >= 1 and seq < 9 and ${where} order by seq desc limit 5`,
    );
    expect(found).toBe('SEARCH sign_ins USING COVERING INDEX sign_ins_filtered (seq>? AND seq<?)');
  },
);

test('directory audits by activity', async () => {
  const found = await plan(
    `select seq from directory_audits indexed by directory_audits_filtered
      where seq >= 1 and seq < 9 and json_extract(payload, '$.activityDisplayName') = 'x' collate nocase order by seq desc limit 5`,
  );
  expect(found).toContain('USING COVERING INDEX directory_audits_filtered');
});

test('a page in the middle of people begins in the middle of the index, and nothing is sorted', async () => {
  const found = await plan(
    `select * from users where display_name collate nocase >= 'm'
      and (display_name collate nocase, user_principal_name) > ('m', 'x')
      order by display_name collate nocase asc, user_principal_name asc limit 5`,
  );
  expect(found).toBe('SEARCH users USING INDEX users_by_display_name (display_name>?)');
});
