import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Refusal } from '../contract/refusal.ts';
import { makeFolder, readWholeFile, removeFile, replaceFile } from './durable-file.ts';
import type { DamageSlug, Vault } from './vault.ts';
import { createPlainKey, KEY_BYTES, type VaultKey } from './vault-key.ts';

/** First bytes of an entry: what it is and which version of the layout: magic, nonce, tag, ciphertext. */
const MAGIC = Buffer.from('LKV1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + NONCE_BYTES + TAG_BYTES;

/**
 * The vault of a machine without a keychain: one file per entry under `folder`, sealed with AES-256-GCM under the vault's key, with
 * the machine's id and the entry's name as associated data.
 *
 * What that protects: against other users of the machine (0600, 0700); against a state folder that ends up on another
 * machine by mistake, in an image, a backup or a sync (it refuses there); against entries that were changed or swapped.
 * Against whoever can read the whole disk, or is root, it protects as far as the key does: see `VaultKey`.
 *
 * @param folder where key and entries lie; made when the first entry is written
 * @param machineId see `readMachineId`; `null` binds to no machine
 */
export function createSealedFileVault(
  folder: string,
  machineId: string | null,
  vaultKey: VaultKey = createPlainKey(folder),
): Vault {
  return {
    kind: 'file',
    async get(name, whenDamaged = 'device_key_lost') {
      const sealed = await readWholeFile(entryPath(folder, name));
      if (sealed === null) return null;
      return open(sealed, await readKey(vaultKey, whenDamaged), associated(machineId, name), whenDamaged);
    },
    async set(name, value) {
      await makeFolder(folder);
      const key = await vaultKey.take();
      await replaceFile(entryPath(folder, name), seal(value, key, associated(machineId, name)));
    },
    delete: (name) => removeFile(entryPath(folder, name)),
  };
}

/** A key that is lost is a loss of what the caller asked for. */
async function readKey(vaultKey: VaultKey, whenDamaged: DamageSlug): Promise<Uint8Array | null> {
  try {
    return await vaultKey.read();
  } catch (error) {
    const lost = error instanceof Refusal && error.slug === 'device_key_lost';
    throw lost ? new Refusal(whenDamaged, error.details, error) : error;
  }
}

function entryPath(folder: string, name: string): string {
  if (!/^[a-z0-9-]{1,64}$/.test(name)) throw new TypeError(`not a name for a vault entry: ${name}`);
  return join(folder, `${name}.sealed`);
}

function associated(machineId: string | null, name: string): Buffer {
  return Buffer.from(`latchkey vault 1\0${machineId ?? ''}\0${name}`);
}

function seal(value: Uint8Array, key: Uint8Array, about: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(about);
  const text = Buffer.concat([cipher.update(value), cipher.final()]);
  return Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), text]);
}

function open(sealed: Buffer, key: Uint8Array | null, about: Uint8Array, slug: DamageSlug): Uint8Array {
  const damaged = (detail: string) => new Refusal(slug, { detail });
  if (key === null) throw damaged('The key file of the vault is missing.');
  if (key.length !== KEY_BYTES) throw damaged('The key file of the vault is damaged.');
  if (sealed.length < HEADER_BYTES || !sealed.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw damaged('The vault entry is not one of ours, or it is cut off.');
  }
  const nonce = sealed.subarray(MAGIC.length, MAGIC.length + NONCE_BYTES);
  const tag = sealed.subarray(MAGIC.length + NONCE_BYTES, HEADER_BYTES);
  // authTagLength: without it Node accepts a tag of four bytes, which can be guessed.
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(about);
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  } catch {
    throw damaged('The vault entry was changed, or it was sealed on another machine.');
  }
}
