import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Refusal } from '../contract/refusal.ts';
import {
  asUnwritable,
  codeOf,
  makeFolder,
  readWholeFile,
  replaceFile,
  syncFolder,
} from '../vault/durable-file.ts';
import type { Vault } from '../vault/vault.ts';
import { type DeviceKey, makeDeviceKey, parseDeviceKey } from './key.ts';

/** Says which entry of the vault is this machine's key. Nothing in it is secret. */
const Pointer = z.object({ entry: z.string().check(z.regex(/^[a-z0-9-]{1,64}$/)), thumbprint: z.string() });
type Pointer = z.infer<typeof Pointer>;

const POINTER_FILE = 'device-key.json';

/**
 * The device key of this state folder: made once, found again ever after.
 *
 * A vault has no "create unless there". So a candidate goes into the vault under a name of its own, and what makes it
 * the device key is a pointer file that only one process can create. Killed at any instant, either the pointer is there
 * and its key is too, or nothing happened yet. A pointer without its key is a loss, never a reason for a new identity.
 *
 * @throws Refusal device_key_lost, vault_locked, state_unwritable
 */
export async function findOrMakeDeviceKey(vault: Vault, stateDir: string): Promise<DeviceKey> {
  const pointerFile = join(stateDir, POINTER_FILE);
  const pointer = await readPointer(pointerFile);
  if (pointer) return await loadKey(vault, pointer);

  const { key, pkcs8 } = await makeDeviceKey();
  const candidate: Pointer = { entry: `device-key-${randomUUID()}`, thumbprint: key.thumbprint };
  await vault.set(candidate.entry, pkcs8);
  if (await publishPointer(stateDir, pointerFile, candidate)) return key;

  await vault.delete(candidate.entry);
  const winner = await readPointer(pointerFile);
  if (!winner) throw new Refusal('state_unwritable', { detail: `${POINTER_FILE} comes and goes.` });
  return await loadKey(vault, winner);
}

async function loadKey(vault: Vault, pointer: Pointer): Promise<DeviceKey> {
  const bytes = await vault.get(pointer.entry, 'device_key_lost');
  if (!bytes) throw new Refusal('device_key_lost', { detail: 'The vault has no device key.' });
  const key = parseDeviceKey(bytes);
  if (key.thumbprint !== pointer.thumbprint) {
    throw new Refusal('device_key_lost', {
      detail: 'The vault holds another key than the state folder names.',
    });
  }
  return key;
}

async function readPointer(file: string): Promise<Pointer | null> {
  const content = await readWholeFile(file);
  if (content === null) return null;
  try {
    return Pointer.parse(JSON.parse(content.toString()));
  } catch {
    throw new Refusal('device_key_lost', { detail: `${POINTER_FILE} is damaged.` });
  }
}

/** Puts the pointer there as a whole, or says `false` because another process was first. */
async function publishPointer(stateDir: string, file: string, pointer: Pointer): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await makeFolder(stateDir);
    await replaceFile(draft, Buffer.from(`${JSON.stringify(pointer)}\n`));
    await linkOrCopy(draft, file);
    await syncFolder(stateDir);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw asUnwritable(error);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** A hard link fails when the name exists: an atomic "create unless there" of a complete file. FAT has no links. */
async function linkOrCopy(draft: string, file: string): Promise<void> {
  await link(draft, file).catch(async (error: unknown) => {
    if (codeOf(error) === 'EEXIST') throw error;
    await copyFile(draft, file, constants.COPYFILE_EXCL);
  });
}
