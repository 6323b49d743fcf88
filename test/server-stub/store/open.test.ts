import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../server-stub/store/open.ts';
import { sweepEnded } from '../../../server-stub/store/sweep.ts';

let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-store-'));
  store = await openStore(dataDir);
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const put = (key: string) => store.db.insertInto('meta').values({ key, value: 'v' }).execute();
const keys = async () =>
  (await store.db.selectFrom('meta').select('key').orderBy('key').execute()).map((row) => row.key);

describe('the store', () => {
  test('writes through: WAL, a full sync on each commit, foreign keys', async () => {
    const read = async (name: string) =>
      Object.values((await sql.raw(`pragma ${name}`).execute(store.db)).rows[0] as object)[0];
    expect([await read('journal_mode'), await read('synchronous'), await read('foreign_keys')]).toEqual([
      'wal',
      2,
      1,
    ]);
  });

  test('is readable for its owner alone', () => {
    expect(statSync(join(dataDir, 'directory.sqlite')).mode & 0o077).toBe(0);
  });

  test('serves one process at a time, and says so', async () => {
    await expect(openStore(dataDir)).rejects.toMatchObject({ name: 'StartProblem', code: 'data_in_use' });
    await store.close();
    store = await openStore(dataDir);
  });

  test('says when the folder cannot be written', async () => {
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');
    await expect(openStore(file)).rejects.toMatchObject({ code: 'data_not_writable' });
  });

  test('nested transactions join; what throws leaves nothing', async () => {
    await store.transaction(async () => {
      await put('a');
      await store.transaction(() => put('b'));
    });
    await expect(
      store.transaction(async () => {
        await put('c');
        await store.transaction(async () => {
          await put('d');
          throw new TypeError('no');
        });
      }),
    ).rejects.toThrow('no');
    expect(await keys()).toEqual(['a', 'b']);
  });

  test('a query inside a transaction neither hangs nor stands outside it', async () => {
    await store.transaction(async () => {
      await put('inside');
      expect(await keys()).toEqual(['inside']);
    });
  });

  test('fifty transactions at once see one another’s writes in turn', async () => {
    await put('0');
    const add = () =>
      store.transaction(async () => {
        const row = await store.db
          .selectFrom('meta')
          .select('value')
          .where('key', '=', '0')
          .executeTakeFirstOrThrow();
        const value = String(Number.parseInt(row.value, 10) + 1 || 1);
        await store.db.updateTable('meta').set({ value }).where('key', '=', '0').execute();
      });
    await Promise.all(Array.from({ length: 50 }, add));
    const row = await store.db.selectFrom('meta').select('value').where('key', '=', '0').executeTakeFirst();
    expect(row?.value).toBe('50');
  });

  test('objects are refused: JSON is made before it is stored', async () => {
    const value = { not: 'text' } as unknown as string;
    await expect(store.db.insertInto('meta').values({ key: 'o', value }).execute()).rejects.toThrow(
      TypeError,
    );
  });

  test('opening again finds what was there, migrations run once', async () => {
    await put('kept');
    await store.close();
    store = await openStore(dataDir);
    expect(await keys()).toEqual(['kept']);
  });

  test('the sweep deletes what has ended and nothing else, and lets timers run', async () => {
    const rows = Array.from({ length: 2000 }, (_, n) => ({
      nonce: `n${n}`,
      purpose: 'x',
      jkt: null,
      expires_at: n < 1500 ? 1 : 1e15,
      used_at: null,
    }));
    for (let at = 0; at < rows.length; at += 500) {
      await store.db
        .insertInto('nonces')
        .values(rows.slice(at, at + 500))
        .execute();
    }
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 0);
    await sweepEnded(store, Date.now());
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
    expect((await store.db.selectFrom('nonces').select('nonce').execute()).length).toBe(500);
  });
});
