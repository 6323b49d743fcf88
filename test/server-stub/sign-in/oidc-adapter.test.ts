import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OidcAdapter } from '../../../server-stub/sign-in/oidc-adapter.ts';
import { openStore, type Store } from '../../../server-stub/store/open.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-adapter-'));
let store: Store;
let now = 1_795_000_000_000;
const clock = { now: () => now };
beforeAll(async () => {
  store = await openStore(dataDir);
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

describe('OidcAdapter', () => {
  test('of ten replays at once one is the first', async () => {
    const adapter = new OidcAdapter(store, clock, 'ReplayDetection');
    for (let round = 0; round < 20; round += 1) {
      const saves = Array.from({ length: 10 }, () => adapter.upsert(`jti-${round}`, {}, 300));
      const results = await Promise.allSettled(saves);
      expect(results.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    }
  });

  test('a replay entry that has ended may be made again', async () => {
    const adapter = new OidcAdapter(store, clock, 'ReplayDetection');
    await adapter.upsert('again', {}, 300);
    now += 301_000;
    await expect(adapter.upsert('again', {}, 300)).resolves.toBeUndefined();
    await expect(adapter.upsert('again', {}, 300)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('of eight consumers at once one wins, and the others hear invalid_grant', async () => {
    const adapter = new OidcAdapter(store, clock, 'AuthorizationCode');
    for (let round = 0; round < 10; round += 1) {
      await adapter.upsert(`code-${round}`, { grantId: 'g' }, 60);
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, () => adapter.consume(`code-${round}`)),
      );
      expect(results.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
      for (const each of results)
        if (each.status === 'rejected') expect(each.reason.error).toBe('invalid_grant');
    }
  });

  test('saving again does not undo consumption', async () => {
    const adapter = new OidcAdapter(store, clock, 'RefreshToken');
    await adapter.upsert('r', { grantId: 'g2' }, 60);
    await adapter.consume('r');
    await adapter.upsert('r', { grantId: 'g2' }, 60);
    expect(await adapter.find('r')).toHaveProperty('consumed');
  });

  test('keeps no token: neither as id nor in the payload', async () => {
    const adapter = new OidcAdapter(store, clock, 'RefreshToken');
    await adapter.upsert('the-refresh-token', { jti: 'the-refresh-token', grantId: 'g3' }, 60);
    expect(await adapter.find('the-refresh-token')).toMatchObject({
      jti: 'the-refresh-token',
      grantId: 'g3',
    });
    const rows = await store.db.selectFrom('oidc').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('the-refresh-token');
  });

  test('revocation by grant, destruction, and the end of time', async () => {
    const adapter = new OidcAdapter(store, clock, 'RefreshToken');
    for (const id of ['a', 'b', 'c']) await adapter.upsert(id, { grantId: id === 'c' ? 'other' : 'g4' }, 60);
    await adapter.revokeByGrantId('g4');
    expect([await adapter.find('a'), await adapter.find('b')]).toEqual([undefined, undefined]);
    expect(await adapter.find('c')).toBeDefined();
    now += 61_000;
    expect(await adapter.find('c')).toBeUndefined();
  });
});
