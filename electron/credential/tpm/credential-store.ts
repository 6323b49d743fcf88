import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Base64Url } from '../../contract/wire/webauthn.ts';
import { asUnwritable, codeOf, makeFolder, removeFile, syncFolder } from '../../vault/durable-file.ts';
import { Tries } from '../tries.ts';
import { readWholeRecord, writeWholeRecord } from './whole-record.ts';

/** One credential as it lies on the disk. Nothing in it is secret, and nothing in it works without the TPM that made it. */
export const StoredCredential = z.strictObject({
  version: z.literal(1),
  credentialId: Base64Url,
  rpId: z.string(),
  /** `user.id` of the creation options: handed back with each assertion, because the credential is resident. */
  userHandle: Base64Url,
  /** Wrong PINs before a wait, as the policy had it when the PIN was set. */
  attempts: z.int().check(z.minimum(1), z.maximum(32)),
  /** Name of the storage key that it hangs under: another one means another TPM, or one that was cleared. */
  primaryName: Base64Url,
  /** Salt of the authorization value. */
  salt: Base64Url,
  /** The key blob: content of TPM2B_PRIVATE, and TPMT_PUBLIC. */
  privatePart: Base64Url,
  publicArea: Base64Url,
});
export type StoredCredential = z.infer<typeof StoredCredential>;

/**
 * TPM credentials of one state folder: per credential a record and a record of tries, each 0600 and written whole or not at
 * all. Every method refuses with state_unwritable where the disk does not answer.
 */
export interface CredentialStore {
  /** @throws Refusal credential_damaged when either part is missing or was changed */
  load(credentialId: string): Promise<{ readonly credential: StoredCredential; readonly tries: Tries }>;
  /** Leaves nothing behind when it is refused. */
  add(credential: StoredCredential, tries: Tries): Promise<void>;
  replace(credential: StoredCredential): Promise<void>;
  keepTries(credentialId: string, tries: Tries): Promise<void>;
  has(credentialId: string): Promise<boolean>;
  /** Removes everything but this credential: other ones, half-made ones, unfinished files. */
  keepOnly(credentialId: string | null): Promise<void>;
}

export function createCredentialStore(stateDir: string): CredentialStore {
  // A folder of its own: `keepOnly` of one kind of authenticator must not remove what another one keeps.
  const folder = join(stateDir, 'credential-tpm');
  const keyPath = (name: string) => join(folder, `${name}.key`);
  const triesPath = (name: string) => join(folder, `${name}.tries`);

  const store: CredentialStore = {
    async load(credentialId) {
      const name = nameOf(credentialId);
      const credential = await readWholeRecord(keyPath(name), 'credential', StoredCredential);
      return { credential, tries: await readWholeRecord(triesPath(name), 'tries', Tries) };
    },
    async add(credential, tries) {
      const name = nameOf(credential.credentialId);
      await makeFolder(folder);
      try {
        await store.keepTries(credential.credentialId, tries);
        await store.replace(credential);
      } catch (error) {
        for (const path of [keyPath(name), triesPath(name)]) await removeFile(path).catch(() => undefined);
        throw error;
      }
    },
    replace: (credential) => writeWholeRecord(keyPath(nameOf(credential.credentialId)), credential),
    keepTries: (credentialId, tries) => writeWholeRecord(triesPath(nameOf(credentialId)), tries),
    has: async (credentialId) => (await filesIn(folder)).includes(`${nameOf(credentialId)}.key`),
    async keepOnly(credentialId) {
      const name = credentialId === null ? null : nameOf(credentialId);
      await removeAllBut(folder, name === null ? [] : [`${name}.key`, `${name}.tries`]);
    },
  };
  return store;
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw asUnwritable(error);
  }
}

async function removeAllBut(folder: string, kept: readonly string[]): Promise<void> {
  const removed = (await filesIn(folder)).filter((file) => !kept.includes(file));
  if (removed.length === 0) return;
  try {
    for (const file of removed) await rm(join(folder, file), { force: true });
    await syncFolder(folder);
  } catch (error) {
    throw asUnwritable(error);
  }
}

/** A file name of a fixed length and alphabet, whatever a directory sends as a credential id. */
function nameOf(credentialId: string): string {
  return createHash('sha256').update(credentialId).digest('hex').slice(0, 32);
}
