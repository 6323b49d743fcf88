import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inspectVault } from '../../../electron/vault/inspect-vault.ts';
import { openVault } from '../../../electron/vault/open-vault.ts';
import { temporaryFolder } from './temporary-folder.ts';

function keychain() {
  const entries = new Map<string, string>();
  return {
    entries,
    load: async () => ({
      getPassword: async (account: string) => entries.get(account) ?? null,
      setPassword: async (account: string, password: string) => void entries.set(account, password),
      deletePassword: async (account: string) => entries.delete(account),
    }),
  };
}

it('says what would be taken, and leaves nothing behind', async () => {
  const folder = temporaryFolder();
  const { entries, load } = keychain();
  expect(await inspectVault(folder, load)).toEqual({
    kind: 'keychain',
    chosen: false,
    keychainAnswers: true,
  });
  expect(entries.size).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

it('says that there is no keychain, where the library does not load', async () => {
  const load = async () => {
    throw new Error('no prebuilt library');
  };
  expect(await inspectVault(temporaryFolder(), load)).toEqual({
    kind: 'file',
    chosen: false,
    keychainAnswers: false,
  });
});

it('says what was chosen, although it would be another today', async () => {
  const folder = temporaryFolder();
  await openVault({ stateDir: folder, prefer: 'file' });
  expect(await inspectVault(folder, keychain().load)).toEqual({
    kind: 'file',
    chosen: true,
    keychainAnswers: true,
  });
});
