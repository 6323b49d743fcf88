import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../contract/refusal.ts';

/** Largest policy file in bytes: far more than anybody writes, far less than hurts. */
const LARGEST = 256 * 1024;

const OTHERS_WRITE = 0o022;

/** A file as read, or that there is none. */
export type Read = { readonly text: string } | null;

/** @param owners user ids that may own it: 0, and in an unmanaged test folder the account that runs this */
function requireSafe(path: string, stats: Stats, owners: readonly number[]): void {
  if (!owners.includes(stats.uid))
    throw new Refusal('policy_unsafe', { detail: `${path} is not owned by root.` });
  if ((stats.mode & OTHERS_WRITE) !== 0) {
    throw new Refusal('policy_unsafe', { detail: `${path} can be written by its group or by others.` });
  }
}

/**
 * Names in a policy folder, or `null` where there is none. The folder and the one above it are looked at: who may rename a folder
 * owns what is in it.
 * @throws Refusal policy_unsafe
 */
export function listFolder(folder: string, owners: readonly number[]): string[] | null {
  for (const path of [dirname(folder), folder]) {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    if (!stats.isDirectory()) throw new Refusal('policy_unsafe', { detail: `${path} is not a folder.` });
    // The parent of a folder that was named for a test may be anybody's.
    if (path === folder || owners.length === 1) requireSafe(path, stats, owners);
  }
  try {
    return readdirSync(folder).toSorted();
  } catch (thrown) {
    throw new Refusal('policy_unsafe', { detail: `${folder} cannot be read.` }, thrown);
  }
}

/** The text of a file that only its owner can have written. Opened without following a link, and judged once it is open. */
export function readSafeFile(folder: string, name: string, owners: readonly number[]): string {
  const path = join(folder, name);
  let file: number;
  try {
    // O_NONBLOCK: a FIFO in the folder must not hold the start up.
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (thrown) {
    throw new Refusal('policy_unsafe', { detail: `${path} is a link or cannot be read.` }, thrown);
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Refusal('policy_unsafe', { detail: `${path} is not a file.` });
    requireSafe(path, stats, owners);
    if (stats.size > LARGEST)
      throw new Refusal('policy_unsafe', { detail: `${path} is too large for a policy.` });
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}
