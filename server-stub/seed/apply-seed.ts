import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../context.ts';
import { writePolicy } from '../sign-in/policies.ts';
import type { SlowHash } from '../sign-in/slow-hash.ts';
import type { Store } from '../store/open.ts';
import type { Seed, SeedUser } from './seed.ts';

/** What seeding needs of a directory that does not run yet. */
export interface Seeding {
  readonly store: Store;
  readonly clock: Clock;
  readonly slowHash: SlowHash;
}

/** COSE_Key of a P-256 key whose private half is thrown away (RFC 9053 7.1). */
function orphanKey(): string {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    format: 'jwk',
  });
  const head = Buffer.from('a5010203262001215820', 'hex');
  const bytes = [
    head,
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ];
  return Buffer.concat(bytes).toString('base64url');
}

async function addSecurityKey({ store, clock }: Seeding, user: SeedUser): Promise<void> {
  await store.db
    .insertInto('credentials')
    .values({
      credential_id: randomBytes(32).toString('base64url'),
      method_id: randomUUID(),
      user_id: user.id,
      device_id: null,
      jkt: null,
      aaguid: '00000000-0000-0000-0000-000000000000',
      kind: 'fido2',
      public_key: orphanKey(),
      sign_count: 0,
      transports: '["usb"]',
      state: 'active',
      reservation_id: null,
      display_name: 'Security key',
      assurance: 'none',
      created_at: clock.now(),
      proved_at: clock.now(),
    })
    .execute();
}

async function addDevices({ store, clock }: Seeding, user: SeedUser): Promise<void> {
  for (let n = 1; n <= (user.devices ?? 0); n += 1) {
    await store.db
      .insertInto('devices')
      .values({
        id: randomUUID(),
        device_id: randomUUID(),
        display_name: `OLD-${n}`,
        jkt: randomBytes(32).toString('base64url'),
        public_jwk: '{}',
        owner_id: user.id,
        join_type: 'join',
        operating_system: 'Windows',
        operating_system_version: '10.0',
        manufacturer: 'Northwind',
        model: 'Old laptop',
        serial_number: `OLD-${n}`,
        certificate: '[]',
        certificate_expires_at: clock.now(),
        account_enabled: 1,
        created_at: clock.now(),
        provisioned_at: null,
      })
      .execute();
  }
}

async function addUser(seeding: Seeding, user: SeedUser, passwordHash: string | null): Promise<void> {
  const { db } = seeding.store;
  await db
    .insertInto('users')
    .values({
      id: user.id,
      user_principal_name: user.userPrincipalName.toLowerCase(),
      display_name: user.displayName,
      given_name: user.givenName ?? null,
      surname: user.surname ?? null,
      user_type: user.userType ?? 'Member',
      creation_type: user.creationType ?? null,
      account_enabled: user.accountEnabled === false ? 0 : 1,
      password_hash: passwordHash,
      sessions_valid_from: 0,
      created_at: seeding.clock.now(),
    })
    .execute();
  for (const role of user.roles ?? []) {
    await db.insertInto('role_assignments').values({ user_id: user.id, role }).execute();
  }
  for (const group of user.groups ?? []) {
    await db.insertInto('group_members').values({ group_id: group, user_id: user.id }).execute();
  }
  if (user.securityKey) await addSecurityKey(seeding, user);
  await addDevices(seeding, user);
}

/** So many at a time: all of a company's at once would be more than may wait for the slow hash. */
const HASHED_AT_ONCE = 16;

async function hashPasswords(slowHash: SlowHash, users: readonly SeedUser[]): Promise<(string | null)[]> {
  const hashes: (string | null)[] = [];
  for (let at = 0; at < users.length; at += HASHED_AT_ONCE) {
    const some = users.slice(at, at + HASHED_AT_ONCE);
    hashes.push(
      ...(await Promise.all(
        some.map(({ password }) => (password === undefined ? null : slowHash.hash(password))),
      )),
    );
  }
  return hashes;
}

/** Writes a seed into an empty directory, as a whole or not at all. The second time it does nothing. */
export async function applySeed(seeding: Seeding, seed: Seed, source: string): Promise<void> {
  const { store, clock, slowHash } = seeding;
  const seeded = await store.db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'seed')
    .executeTakeFirst();
  if (seeded) return;
  const hashes = await hashPasswords(slowHash, seed.users);
  await store.transaction(async () => {
    const { db } = store;
    await db
      .insertInto('meta')
      .values([
        { key: 'seed', value: source === 'demo' ? 'demo' : 'file' },
        { key: 'tenant', value: JSON.stringify(seed.tenant) },
      ])
      .execute();
    for (const domain of seed.domains) {
      const federated = domain.federated ? 1 : 0;
      await db.insertInto('domains').values({ name: domain.name.toLowerCase(), federated }).execute();
    }
    for (const group of seed.groups ?? []) {
      await db
        .insertInto('groups')
        .values({ id: group.id, display_name: group.displayName, created_at: clock.now() })
        .execute();
    }
    for (const [index, user] of seed.users.entries()) await addUser(seeding, user, hashes[index] ?? null);
    for (const policy of seed.policies ?? [])
      await writePolicy({ store }, policy.kind, policy.id, policy.payload);
  });
}
