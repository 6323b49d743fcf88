import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applySeed } from '../../../server-stub/seed/apply-seed.ts';
import { SlowHash } from '../../../server-stub/sign-in/slow-hash.ts';
import { openStore } from '../../../server-stub/store/open.ts';

test('more people with passwords than may wait for the slow hash', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-seed-'));
  const store = await openStore(folder);
  const users = Array.from({ length: 70 }, (_, n) => ({
    id: randomUUID(),
    userPrincipalName: `person${n}@fabrikam.example`,
    displayName: `Person ${n}`,
    password: `Person-${n}-lantern`,
  }));
  const seed = {
    tenant: { id: randomUUID(), displayName: 'Fabrikam' },
    domains: [{ name: 'fabrikam.example' }],
    users,
  };
  await applySeed({ store, clock: { now: () => 0 }, slowHash: new SlowHash(20) }, seed, 'file');
  const rows = await store.db.selectFrom('users').select('password_hash').execute();
  expect(rows).toHaveLength(70);
  expect(new Set(rows.map((row) => row.password_hash)).size).toBe(70);
  await store.close();
  rmSync(folder, { recursive: true });
});
