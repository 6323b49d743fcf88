import { randomBytes, randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../contract/refusal.ts';
import { makeFolder } from './durable-file.ts';
import { createKeychainVault, KEYCHAIN_LIMIT } from './keychain.ts';
import { type KeychainBackend, loadKeychain } from './keychain-backend.ts';
import { readMachineId } from './machine-id.ts';
import { createSealedFileVault } from './sealed-file.ts';
import type { Vault } from './vault.ts';
import { keepVaultChoice, readVaultChoice, type VaultChoice } from './vault-choice.ts';

export interface VaultOptions {
  readonly stateDir: string;
  /** Pins the kind; without it `LATCHKEY_VAULT` does, and without that the keychain is tried first. */
  readonly prefer?: Vault['kind'];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly keychain?: () => Promise<KeychainBackend>;
  readonly machineId?: () => Promise<string | null>;
  /** Longest that one call to the keychain may take, in milliseconds. */
  readonly limit?: number;
}

/** Entry that shows, at every later start, that the keychain is still the one that holds the keys. */
const MARKER = 'marker';

/**
 * Opens the vault of a state folder. The first time it tries the keychain (writes, reads and deletes a probe) and falls back
 * to the sealed file; the answer is kept in the state folder and holds from then on. A keychain that held the keys and does
 * not answer now is `vault_locked`: falling back then would silently make this laptop somebody else.
 *
 * @throws Refusal vault_locked: the keychain that was chosen, or is pinned, does not answer
 * @throws Refusal device_key_lost: the keychain answers and does not know this state folder, or the record is damaged
 * @throws Refusal state_unwritable
 */
export async function openVault(options: VaultOptions): Promise<Vault> {
  await makeFolder(options.stateDir);
  const pinned = pinnedKind(options);
  const kept = await readVaultChoice(options.stateDir);
  if (kept === null) return chooseVault(options, pinned);
  if (pinned !== null && pinned !== kept.kind) {
    const detail = `This state folder keeps its keys in the ${kept.kind}, and the ${pinned} is pinned.`;
    throw new Refusal('vault_locked', { detail });
  }
  return kept.kind === 'file' ? fileVault(options, kept) : keptKeychain(options, kept);
}

function pinnedKind(options: VaultOptions): Vault['kind'] | null {
  const named = options.prefer ?? (options.environment ?? process.env).LATCHKEY_VAULT;
  if (named === undefined || named === '') return null;
  if (named === 'file' || named === 'keychain') return named;
  throw new Refusal('vault_locked', { detail: 'LATCHKEY_VAULT is neither "file" nor "keychain".' });
}

async function chooseVault(options: VaultOptions, pinned: Vault['kind'] | null): Promise<Vault> {
  // Entries without the record that belongs to them: somebody removed it. Starting afresh would hide that.
  if (await exists(sealedFolder(options))) {
    throw new Refusal('device_key_lost', { detail: 'The record of where the keys lie is missing.' });
  }
  const id = randomUUID();
  if (pinned !== 'file') {
    const keychain = await probedKeychain(options, id, pinned === 'keychain');
    if (keychain !== null) {
      await keepVaultChoice(options.stateDir, { version: 1, kind: 'keychain', id, machineBound: false });
      return keychain;
    }
  }
  const machineBound = (await machineId(options)) !== null;
  const choice: VaultChoice = { version: 1, kind: 'file', id, machineBound };
  await keepVaultChoice(options.stateDir, choice);
  return fileVault(options, choice);
}

/** A keychain that keeps what it is given; `null` when it does not and nobody insists on it. */
async function probedKeychain(options: VaultOptions, id: string, insist: boolean): Promise<Vault | null> {
  try {
    const vault = await keychainVault(options, id);
    const probe = randomBytes(16);
    await vault.set('probe', probe);
    const read = await vault.get('probe');
    await vault.delete('probe');
    if (read === null || !probe.equals(read)) {
      throw new Refusal('vault_locked', { detail: 'The keychain does not give back what it was given.' });
    }
    await vault.set(MARKER, probe);
    return vault;
  } catch (error) {
    if (insist) throw error;
    return null;
  }
}

async function keptKeychain(options: VaultOptions, choice: VaultChoice): Promise<Vault> {
  const vault = await keychainVault(options, choice.id);
  if ((await vault.get(MARKER)) === null) {
    throw new Refusal('device_key_lost', { detail: 'The keychain does not know this state folder.' });
  }
  return vault;
}

async function keychainVault(options: VaultOptions, id: string): Promise<Vault> {
  let backend: KeychainBackend;
  try {
    backend = await (options.keychain ?? loadKeychain)();
  } catch (error) {
    throw new Refusal('vault_locked', { detail: 'The library for the OS keychain did not load.' }, error);
  }
  return createKeychainVault(backend, id, options.limit ?? KEYCHAIN_LIMIT);
}

async function fileVault(options: VaultOptions, choice: VaultChoice): Promise<Vault> {
  return createSealedFileVault(sealedFolder(options), choice.machineBound ? await machineId(options) : null);
}

const sealedFolder = (options: VaultOptions) => join(options.stateDir, 'vault');
const machineId = (options: VaultOptions) => (options.machineId ?? readMachineId)();

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
