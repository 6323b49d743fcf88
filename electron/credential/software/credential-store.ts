import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Refusal } from '../../contract/refusal.ts';
import { Base64Url } from '../../contract/wire/webauthn.ts';
import { asUnwritable, codeOf, makeFolder, removeFile } from '../../vault/durable-file.ts';
import type { Vault } from '../../vault/vault.ts';
import { Tries } from '../tries.ts';
import { readRecord, writeRecord } from './authentic-record.ts';
import { SealedKey } from './key-seal.ts';

/** One credential as it lies on the disk. Nothing in it is secret by itself. */
export const StoredCredential = z.strictObject({
  version: z.literal(1),
  credentialId: Base64Url,
  rpId: z.string(),
  /** `user.id` of the creation options: handed back with each assertion, because the credential is resident. */
  userHandle: Base64Url,
  /** Wrong PINs before a wait, as the policy had it when the PIN was set. */
  attempts: z.int().check(z.minimum(1), z.maximum(32)),
  key: SealedKey,
});
export type StoredCredential = z.infer<typeof StoredCredential>;

/** A credential with what guards it, read anew from disk and vault. */
export interface LoadedCredential {
  readonly credential: StoredCredential;
  readonly tries: Tries;
  readonly vaultKey: Uint8Array;
}

/**
 * Software credentials of one state folder: per credential a record, a record of tries, and a key of its own in the vault.
 * Every method refuses with state_unwritable or vault_locked where disk or vault does not answer.
 */
export interface CredentialStore {
  /** @throws Refusal credential_damaged when any of the three parts is missing or was changed */
  load(credentialId: string): Promise<LoadedCredential>;
  /** Leaves nothing behind when it is refused. */
  add(credential: StoredCredential, tries: Tries, vaultKey: Uint8Array): Promise<void>;
  replace(credential: StoredCredential, vaultKey: Uint8Array): Promise<void>;
  keepTries(credentialId: string, tries: Tries, vaultKey: Uint8Array): Promise<void>;
  has(credentialId: string): Promise<boolean>;
  /** Removes every credential but this one, also half-made ones. */
  keepOnly(credentialId: string | null): Promise<void>;
}

export function createCredentialStore(stateDir: string, vault: Vault): CredentialStore {
  const folder = join(stateDir, 'credential');
  const keyPath = (name: string) => join(folder, `${name}.key`);
  const triesPath = (name: string) => join(folder, `${name}.tries`);

  /** The vault's entry first: without it the files are noise, and a removal that was cut short is found by their names. */
  async function remove(name: string): Promise<void> {
    await vault.delete(vaultName(name));
    await removeFile(keyPath(name));
    await removeFile(triesPath(name));
  }

  async function names(): Promise<Set<string>> {
    try {
      const files = await readdir(folder);
      return new Set(
        files.map((file) => /^([0-9a-f]{32})\.(key|tries)$/.exec(file)?.[1] ?? '').filter(Boolean),
      );
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return new Set();
      throw asUnwritable(error);
    }
  }

  const store: CredentialStore = {
    async load(credentialId) {
      const name = nameOf(credentialId);
      const vaultKey = await vault.get(vaultName(name), 'credential_damaged');
      if (vaultKey === null) {
        throw new Refusal('credential_damaged', { detail: 'The vault has no key for the credential.' });
      }
      const credential = await readRecord(keyPath(name), `credential ${name}`, vaultKey, StoredCredential);
      const tries = await readRecord(triesPath(name), `tries ${name}`, vaultKey, Tries);
      return { credential, tries, vaultKey };
    },
    async add(credential, tries, vaultKey) {
      const name = nameOf(credential.credentialId);
      try {
        await makeFolder(folder);
        await store.keepTries(credential.credentialId, tries, vaultKey);
        await store.replace(credential, vaultKey);
        // Last: an entry in a keychain cannot be found again without the file that names it.
        await vault.set(vaultName(name), vaultKey);
      } catch (error) {
        await remove(name).catch(() => undefined);
        throw error;
      }
    },
    replace(credential, vaultKey) {
      const name = nameOf(credential.credentialId);
      return writeRecord(keyPath(name), `credential ${name}`, vaultKey, credential);
    },
    keepTries(credentialId, tries, vaultKey) {
      const name = nameOf(credentialId);
      return writeRecord(triesPath(name), `tries ${name}`, vaultKey, tries);
    },
    has: async (credentialId) => (await names()).has(nameOf(credentialId)),
    async keepOnly(credentialId) {
      const kept = credentialId === null ? null : nameOf(credentialId);
      for (const name of await names()) if (name !== kept) await remove(name);
    },
  };
  return store;
}

/** A file name of a fixed length and alphabet, whatever a directory sends as a credential id. */
function nameOf(credentialId: string): string {
  return createHash('sha256').update(credentialId).digest('hex').slice(0, 32);
}

const vaultName = (name: string) => `credential-${name}`;
