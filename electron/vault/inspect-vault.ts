import { randomBytes, randomUUID } from 'node:crypto';
import { Refusal } from '../contract/refusal.ts';
import { createKeychainVault, KEYCHAIN_LIMIT } from './keychain.ts';
import { type KeychainBackend, loadKeychain } from './keychain-backend.ts';
import type { MachineSeal } from './machine-seal.ts';
import type { Vault } from './vault.ts';
import { readVaultChoice } from './vault-choice.ts';

/** What `doctor` tells about where keys lie. */
export interface VaultReport {
  /** Where the keys of this state folder lie, or would lie if it were used now. */
  readonly kind: Vault['kind'];
  /** What the key of the file is sealed by, or would be; `null` where it lies beside the entries, and for a keychain. */
  readonly sealedBy: 'tpm' | null;
  /** Whether that was decided at an earlier run. */
  readonly chosen: boolean;
  /** Whether the OS keychain keeps what it is given, now. */
  readonly keychainAnswers: boolean;
}

/**
 * Looks, and leaves nothing behind: the probe of the keychain is deleted again.
 * @throws Refusal device_key_lost: the record of where the keys lie is damaged; state_unwritable: it cannot be read
 */
export async function inspectVault(
  stateDir: string,
  load: () => Promise<KeychainBackend> = loadKeychain,
  seal?: Pick<MachineSeal, 'available'>,
): Promise<VaultReport> {
  const kept = await readVaultChoice(stateDir);
  const keychainAnswers = await answers(load);
  const kind = kept?.kind ?? (keychainAnswers ? 'keychain' : 'file');
  const sealed = kind === 'file' && (kept?.sealedBy === 'tpm' || (await seal?.available()) === true);
  return { kind, sealedBy: sealed ? 'tpm' : null, chosen: kept !== null, keychainAnswers };
}

async function answers(load: () => Promise<KeychainBackend>): Promise<boolean> {
  try {
    const vault = createKeychainVault(await load(), randomUUID(), KEYCHAIN_LIMIT);
    const probe = randomBytes(16);
    await vault.set('probe', probe);
    const read = await vault.get('probe');
    await vault.delete('probe');
    return read !== null && probe.equals(read);
  } catch (error) {
    // A platform without a prebuilt library throws something of its own, and that is an answer, too.
    if (error instanceof Refusal || error instanceof Error) return false;
    throw error;
  }
}
