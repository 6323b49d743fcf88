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
    sealedBy: null,
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
    sealedBy: null,
    chosen: false,
    keychainAnswers: false,
  });
});

it('says what was chosen, although it would be another today', async () => {
  const folder = temporaryFolder();
  await openVault({ stateDir: folder, prefer: 'file' });
  expect(await inspectVault(folder, keychain().load)).toEqual({
    kind: 'file',
    sealedBy: null,
    chosen: true,
    keychainAnswers: true,
  });
});

it('says that the TPM would seal the file, where there is one and no keychain', async () => {
  const load = async () => {
    throw new Error('no prebuilt library');
  };
  const seal = { available: async () => true };
  const folder = temporaryFolder();
  expect(await inspectVault(folder, load, seal)).toMatchObject({ kind: 'file', sealedBy: 'tpm' });
  expect(await inspectVault(folder, keychain().load, seal)).toMatchObject({
    kind: 'keychain',
    sealedBy: null,
  });
  expect(readdirSync(folder)).toEqual([]);
});
