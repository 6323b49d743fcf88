import { randomBytes, randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../contract/refusal.ts';
import { makeFolder } from './durable-file.ts';
import { createKeychainVault, KEYCHAIN_LIMIT } from './keychain.ts';
import { type KeychainBackend, loadKeychain } from './keychain-backend.ts';
import { readMachineId } from './machine-id.ts';
import type { MachineSeal } from './machine-seal.ts';
import { createSealedFileVault } from './sealed-file.ts';
import type { Vault } from './vault.ts';
import { keepVaultChoice, readVaultChoice, type VaultChoice } from './vault-choice.ts';
import { createPlainKey, createSealedKey, forgetPlainKey, sealPlainKey } from './vault-key.ts';

export interface VaultOptions {
  readonly stateDir: string;
  /** Pins the kind; without it `LATCHKEY_VAULT` does, and without that the keychain is tried first. */
  readonly prefer?: Pinned;
  /** This machine's hardware, where the agent knows how to use it: what seals the file. */
  readonly seal?: MachineSeal;
  /** It will belong to another OS user: no keychain, whose entries stay with the account that made them. */
  readonly movable?: boolean;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly keychain?: () => Promise<KeychainBackend>;
  readonly machineId?: () => Promise<string | null>;
  /** Longest that one call to the keychain may take, in milliseconds. */
  readonly limit?: number;
}

/** `file`: sealed by the TPM where there is one. `tpm`: the same, and refused where there is none. */
export type Pinned = Vault['kind'] | 'tpm';

/** Entry that shows, at every later start, that the keychain is still the one that holds the keys. */
const MARKER = 'marker';

/**
 * Opens the vault of a state folder. The first time it tries the keychain (writes, reads and deletes a probe) and falls back
 * to the sealed file; the answer is kept in the state folder and holds from then on. A keychain that held the keys and does
 * not answer now is `vault_locked`: falling back then would silently make this laptop somebody else.
 *
 * A file whose key lies beside it is sealed by the TPM as soon as there is one. One that is sealed opens with its TPM alone.
 *
 * @throws Refusal vault_locked: the keychain that was chosen, or is pinned, does not answer
 * @throws Refusal vault_chip_unavailable: the TPM that seals the file, or is pinned, does not answer; also from every use of the vault
 * @throws Refusal handover_keychain: it has to be movable, and the keys lie in a keychain or are pinned there
 * @throws Refusal device_key_lost: the keychain answers and does not know this state folder, or the record is damaged
 * @throws Refusal state_unwritable
 */
export async function openVault(options: VaultOptions): Promise<Vault> {
  await makeFolder(options.stateDir);
  const kept = await readVaultChoice(options.stateDir);
  const pinned = requireMovable(options, pinnedKind(options), kept);
  if (kept === null) return chooseVault(options, pinned);
  if (pinned !== null && (pinned === 'tpm' ? 'file' : pinned) !== kept.kind) {
    const detail = `This state folder keeps its keys in the ${kept.kind}, and the ${pinned} is pinned.`;
    throw new Refusal('vault_locked', { detail });
  }
  return kept.kind === 'file' ? keptFile(options, kept, pinned) : keptKeychain(options, kept);
}

function requireMovable(
  { movable }: VaultOptions,
  pinned: Pinned | null,
  kept: VaultChoice | null,
): Pinned | null {
  if (movable !== true) return pinned;
  if (pinned === 'keychain' || kept?.kind === 'keychain') throw new Refusal('handover_keychain');
  return pinned ?? 'file';
}

function pinnedKind(options: VaultOptions): Pinned | null {
  const named = options.prefer ?? (options.environment ?? process.env).LATCHKEY_VAULT;
  if (named === undefined || named === '') return null;
  if (named === 'file' || named === 'keychain' || named === 'tpm') return named;
  throw new Refusal('vault_locked', { detail: 'LATCHKEY_VAULT is none of "file", "tpm" and "keychain".' });
}

async function chooseVault(options: VaultOptions, pinned: Pinned | null): Promise<Vault> {
  // Entries without the record that belongs to them: somebody removed it. Starting afresh would hide that.
  if (await exists(sealedFolder(options))) {
    throw new Refusal('device_key_lost', { detail: 'The record of where the keys lie is missing.' });
  }
  const id = randomUUID();
  if (pinned !== 'file' && pinned !== 'tpm') {
    const keychain = await probedKeychain(options, id, pinned === 'keychain');
    if (keychain !== null) {
      await keepVaultChoice(options.stateDir, { version: 1, kind: 'keychain', id, machineBound: false });
      return keychain;
    }
  }
  const machineBound = (await machineId(options)) !== null;
  const sealed = await canSeal(options, pinned);
  const choice: VaultChoice = {
    version: 1,
    kind: 'file',
    id,
    machineBound,
    ...(sealed && { sealedBy: 'tpm' as const }),
  };
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

/**
 * The file of an earlier run. It becomes a sealed one where there is a TPM now: the sealed key first, then the choice, then the plain
 * key goes; killed at any instant the next start goes on, because each of the three may be done again.
 */
async function keptFile(options: VaultOptions, kept: VaultChoice, pinned: Pinned | null): Promise<Vault> {
  const folder = sealedFolder(options);
  if (kept.sealedBy === 'tpm') {
    // One that was put there later is not ours, and no way around the TPM: it is not looked at.
    await forgetPlainKey(folder);
    return fileVault(options, kept);
  }
  if (!(await canSeal(options, pinned)) || !options.seal) return fileVault(options, kept);
  const sealed: VaultChoice = { ...kept, sealedBy: 'tpm' };
  await sealPlainKey(folder, options.seal);
  await keepVaultChoice(options.stateDir, sealed);
  await forgetPlainKey(folder);
  return fileVault(options, sealed);
}

async function canSeal({ seal }: VaultOptions, pinned: Pinned | null): Promise<boolean> {
  if ((await seal?.available()) === true) return true;
  if (pinned !== 'tpm') return false;
  throw new Refusal('vault_chip_unavailable', { detail: 'LATCHKEY_VAULT=tpm, and there is no TPM to use.' });
}

async function fileVault(options: VaultOptions, choice: VaultChoice): Promise<Vault> {
  const folder = sealedFolder(options);
  const id = choice.machineBound ? await machineId(options) : null;
  return createSealedFileVault(folder, id, keyOf(options, choice, folder));
}

function keyOf({ seal }: VaultOptions, { sealedBy }: VaultChoice, folder: string) {
  if (sealedBy !== 'tpm') return createPlainKey(folder);
  if (seal) return createSealedKey(folder, seal);
  throw new Refusal('vault_chip_unavailable', {
    detail: 'The file is sealed by a TPM, and this program uses none.',
  });
}

const sealedFolder = (options: VaultOptions) => join(options.stateDir, 'vault');
const machineId = (options: VaultOptions) => (options.machineId ?? readMachineId)();

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
