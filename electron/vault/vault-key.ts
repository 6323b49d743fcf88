import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Refusal } from '../contract/refusal.ts';
import { makeFolder, readWholeFile, removeFile, replaceFile } from './durable-file.ts';
import type { MachineSeal } from './machine-seal.ts';

export const KEY_BYTES = 32;

/** The key that the entries of a sealed file are sealed under. */
export interface VaultKey {
  /** @returns the key, or `null` before there is one. @throws Refusal device_key_lost, vault_chip_unavailable, state_unwritable */
  read(): Promise<Uint8Array | null>;
  /** The same; made where there is none. A damaged one is never replaced: that would bury what it sealed. */
  take(): Promise<Uint8Array>;
}

const plainPath = (folder: string) => join(folder, 'key');
const sealedPath = (folder: string) => join(folder, 'key.sealed-by-tpm');

/** Lies beside the entries: whoever can read the whole disk, or is root, has both, and `doctor` says so. */
export function createPlainKey(folder: string): VaultKey {
  const path = plainPath(folder);
  const read = async () => {
    const key = await readWholeFile(path);
    return key === null ? null : whole(key);
  };
  return {
    read,
    async take() {
      const key = await read();
      if (key !== null) return key;
      const fresh = randomBytes(KEY_BYTES);
      await replaceFile(path, fresh);
      return fresh;
    },
  };
}

/**
 * Sealed to this machine's hardware: a copy of the whole disk does not open elsewhere. The hardware is asked once, the key then stays
 * in memory: a TPM that disappears in the middle of a run takes nothing away from it.
 */
export function createSealedKey(folder: string, seal: MachineSeal): VaultKey {
  const path = sealedPath(folder);
  let opened: Uint8Array | null = null;
  const read = async () => {
    if (opened !== null) return opened;
    const sealed = await readWholeFile(path);
    if (sealed === null) return null;
    opened = whole(await seal.open(sealed));
    return opened;
  };
  return {
    read,
    async take() {
      const key = await read();
      if (key !== null) return key;
      const fresh = randomBytes(KEY_BYTES);
      await sealAndCheck(path, fresh, seal);
      opened = fresh;
      return fresh;
    },
  };
}

/**
 * Seals the key of a file that was made while there was no such hardware. The plain one stays until `forgetPlainKey`, so that a
 * power cut in between leaves a vault that opens. A copy that was made before still opens: only new keys would end that.
 *
 * @throws Refusal device_key_lost: the plain key is damaged; vault_chip_unavailable; state_unwritable
 */
export async function sealPlainKey(folder: string, seal: MachineSeal): Promise<void> {
  const key = await createPlainKey(folder).read();
  if (key === null) return;
  await makeFolder(folder);
  await sealAndCheck(sealedPath(folder), key, seal);
}

/**
 * Removes the plain key once the choice says that it is sealed; never the last one: without the sealed key it is all that is left, and
 * somebody has to look at it. @throws Refusal state_unwritable
 */
export async function forgetPlainKey(folder: string): Promise<void> {
  if ((await readWholeFile(sealedPath(folder))) === null) return;
  if ((await readWholeFile(plainPath(folder))) !== null) await removeFile(plainPath(folder));
}

/** Written only after it was opened again: a seal that does not open would be found out at the next start, too late. */
async function sealAndCheck(path: string, key: Uint8Array, seal: MachineSeal): Promise<void> {
  const sealed = await seal.seal(key);
  if (!Buffer.from(key).equals(await seal.open(sealed))) {
    throw new Refusal('vault_chip_unavailable', { detail: 'The TPM does not give back what it sealed.' });
  }
  await replaceFile(path, sealed);
}

function whole(key: Uint8Array): Uint8Array {
  if (key.length === KEY_BYTES) return key;
  throw new Refusal('device_key_lost', { detail: 'The key file of the vault is damaged.' });
}
