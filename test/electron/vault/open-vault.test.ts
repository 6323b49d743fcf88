import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeychainBackend } from '../../../electron/vault/keychain-backend.ts';
import { openVault, type VaultOptions } from '../../../electron/vault/open-vault.ts';
import { temporaryFolder } from './temporary-folder.ts';

const VALUE = Buffer.from('value');

/** A keychain in memory that can be taken away. */
function keychain() {
  const entries = new Map<string, string>();
  const state = { answers: true };
  const guard = () => {
    if (!state.answers) throw new TypeError('locked');
  };
  const backend: KeychainBackend = {
    getPassword: async (account) => {
      guard();
      return entries.get(account) ?? null;
    },
    setPassword: async (account, password) => {
      guard();
      entries.set(account, password);
    },
    deletePassword: async (account) => {
      guard();
      return entries.delete(account);
    },
  };
  return { entries, state, load: async () => backend };
}

const never = () => new Promise<never>(() => undefined);
const hanging: KeychainBackend = { getPassword: never, setPassword: never, deletePassword: never };
const absent = async () => {
  throw new TypeError('no prebuilt library');
};

const open = (stateDir: string, changed: Partial<VaultOptions> = {}) =>
  openVault({ stateDir, environment: {}, machineId: async () => 'm1', limit: 50, ...changed });

describe('opening the vault', () => {
  it('takes the keychain where one keeps what it is given, and leaves no probe in it', async () => {
    const stateDir = temporaryFolder();
    const { load, entries } = keychain();
    const vault = await open(stateDir, { keychain: load });
    expect(vault.kind).toBe('keychain');
    expect([...entries.keys()].map((account) => account.split('/')[1])).toEqual(['marker']);
    await vault.set('device-key', VALUE);
    expect(Buffer.from((await (await open(stateDir, { keychain: load })).get('device-key'))!)).toEqual(VALUE);
    expect(existsSync(join(stateDir, 'vault'))).toBe(false);
  });

  it.each<[string, VaultOptions['keychain']]>([
    ['does not load', absent],
    ['never answers', async () => hanging],
    [
      'forgets what it is given',
      async () => ({
        ...hanging,
        getPassword: async () => null,
        setPassword: async () => {},
        deletePassword: async () => false,
      }),
    ],
  ])('takes the file where the keychain %s, and says so', async (_, load) => {
    const stateDir = temporaryFolder();
    const vault = await open(stateDir, { keychain: load! });
    expect(vault.kind).toBe('file');
    await vault.set('device-key', VALUE);
  });

  it('stays with the file when a keychain turns up later', async () => {
    const stateDir = temporaryFolder();
    await (await open(stateDir, { keychain: absent })).set('device-key', VALUE);
    const later = await open(stateDir, { keychain: keychain().load });
    expect(later.kind).toBe('file');
    expect(Buffer.from((await later.get('device-key'))!)).toEqual(VALUE);
  });

  it('is vault_locked when the keychain that held the keys does not answer, and opens when it does again', async () => {
    const stateDir = temporaryFolder();
    const { load, state } = keychain();
    const vault = await open(stateDir, { keychain: load });
    await vault.set('device-key', VALUE);
    state.answers = false;
    await expect(vault.get('device-key')).rejects.toMatchObject({ slug: 'vault_locked' });
    await expect(open(stateDir, { keychain: load })).rejects.toMatchObject({ slug: 'vault_locked' });
    await expect(open(stateDir, { keychain: absent })).rejects.toMatchObject({ slug: 'vault_locked' });
    await expect(open(stateDir, { keychain: async () => hanging })).rejects.toMatchObject({
      slug: 'vault_locked',
    });
    expect(existsSync(join(stateDir, 'vault'))).toBe(false);
    state.answers = true;
    expect(await (await open(stateDir, { keychain: load })).get('device-key')).not.toBeNull();
  });

  it('is device_key_lost when the keychain answers and knows nothing of this state folder', async () => {
    const stateDir = temporaryFolder();
    await open(stateDir, { keychain: keychain().load });
    await expect(open(stateDir, { keychain: keychain().load })).rejects.toMatchObject({
      slug: 'device_key_lost',
    });
  });

  it('gives two state folders of one OS user different entries', async () => {
    const { load } = keychain();
    const one = await open(temporaryFolder(), { keychain: load });
    await one.set('device-key', VALUE);
    expect(await (await open(temporaryFolder(), { keychain: load })).get('device-key')).toBeNull();
  });

  it('refuses an entry that is not ours as what the caller says was lost', async () => {
    const { load, entries } = keychain();
    const vault = await open(temporaryFolder(), { keychain: load });
    await vault.set('device-key', VALUE);
    const account = [...entries.keys()].find((name) => name.endsWith('device-key'))!;
    entries.set(account, 'not base64!');
    await expect(vault.get('device-key', 'credential_damaged')).rejects.toMatchObject({
      slug: 'credential_damaged',
    });
  });

  it.each(['{', '{}', '{"version":1,"kind":"cloud","id":"x","machineBound":true}', ''])(
    'is device_key_lost when the record of the choice is %j',
    async (content) => {
      const stateDir = temporaryFolder();
      writeFileSync(join(stateDir, 'vault.json'), content);
      await expect(open(stateDir, { keychain: absent })).rejects.toMatchObject({ slug: 'device_key_lost' });
    },
  );

  it('is device_key_lost when the record is gone and sealed entries are there', async () => {
    const stateDir = temporaryFolder();
    mkdirSync(join(stateDir, 'vault'));
    await expect(open(stateDir, { keychain: keychain().load })).rejects.toMatchObject({
      slug: 'device_key_lost',
    });
  });

  it('binds the file to the machine where it has a name, and to none where it had none', async () => {
    const bound = temporaryFolder();
    await (await open(bound, { keychain: absent })).set('device-key', VALUE);
    const elsewhere = await open(bound, { machineId: async () => 'm2' });
    await expect(elsewhere.get('device-key')).rejects.toMatchObject({ slug: 'device_key_lost' });
    const unbound = temporaryFolder();
    await (await open(unbound, { keychain: absent, machineId: async () => null })).set('device-key', VALUE);
    expect(await (await open(unbound)).get('device-key')).not.toBeNull();
    expect(JSON.parse(readFileSync(join(unbound, 'vault.json'), 'utf8'))).toMatchObject({
      machineBound: false,
    });
  });
});

describe('a pinned vault', () => {
  it('LATCHKEY_VAULT=file never loads the keychain', async () => {
    const environment = { LATCHKEY_VAULT: 'file' };
    const keychainLoader = () => expect.unreachable('the keychain was loaded');
    const vault = await open(temporaryFolder(), { environment, keychain: keychainLoader as never });
    expect(vault.kind).toBe('file');
  });

  it('LATCHKEY_VAULT=keychain refuses where there is none, and keeps no choice', async () => {
    const stateDir = temporaryFolder();
    const environment = { LATCHKEY_VAULT: 'keychain' };
    await expect(open(stateDir, { environment, keychain: absent })).rejects.toMatchObject({
      slug: 'vault_locked',
    });
    expect(existsSync(join(stateDir, 'vault.json'))).toBe(false);
  });

  it('does not move keys from one place to the other', async () => {
    const stateDir = temporaryFolder();
    const { load } = keychain();
    await open(stateDir, { keychain: load });
    await expect(open(stateDir, { keychain: load, prefer: 'file' })).rejects.toMatchObject({
      slug: 'vault_locked',
    });
    rmSync(join(stateDir, 'vault.json'));
    await open(stateDir, { prefer: 'file' });
    await expect(open(stateDir, { keychain: load, prefer: 'keychain' })).rejects.toMatchObject({
      slug: 'vault_locked',
    });
  });

  it('refuses a word that it does not know', async () => {
    const environment = { LATCHKEY_VAULT: 'cloud' };
    await expect(open(temporaryFolder(), { environment })).rejects.toMatchObject({ slug: 'vault_locked' });
  });
});
