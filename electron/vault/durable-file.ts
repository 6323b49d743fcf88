import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Refusal } from '../contract/refusal.ts';

/** Ending of a file that is still being written. One that is left over after a power cut holds nothing anybody needs. */
const UNFINISHED = '.unfinished';

/**
 * Replaces a whole file, mode 0600, so that after a power cut at any instant either the old or the new content is there:
 * written beside it, fsynced, renamed over it, and the folder fsynced (rename alone is not durable, see rename(2) and
 * "fsync" in POSIX.1-2024).
 *
 * @throws Refusal state_unwritable; the old content is then untouched.
 */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  const unfinished = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}${UNFINISHED}`);
  try {
    // 'wx': never follow or reuse something that somebody else put there.
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw asUnwritable(error);
  }
}

/** Opening a pipe that somebody put in a file's place would wait for its other end for ever. Windows has no such flag. */
const AT_ONCE = constants.O_NONBLOCK ?? 0;

/**
 * The content, or `null` when there is no such file. @throws Refusal state_unwritable when it cannot be read, or is no file but
 * a folder, a pipe or a device.
 */
export async function readWholeFile(path: string): Promise<Buffer | null> {
  try {
    const file = await open(path, constants.O_RDONLY | AT_ONCE);
    try {
      if (!(await file.stat()).isFile()) throw new Refusal('state_unwritable', { detail: notAFile(path) });
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw asUnwritable(error);
  }
}

/**
 * Adds to a file, mode 0600, fsynced. Never waits for a pipe in its place, and never follows a link to somewhere else.
 * @throws Refusal state_unwritable
 */
export async function appendToFile(path: string, text: string): Promise<void> {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
  try {
    const file = await open(path, O_APPEND | O_CREAT | O_WRONLY | (O_NOFOLLOW ?? 0) | AT_ONCE, 0o600);
    try {
      if (!(await file.stat()).isFile()) throw new Refusal('state_unwritable', { detail: notAFile(path) });
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
  } catch (error) {
    throw asUnwritable(error);
  }
}

function notAFile(path: string): string {
  return `${basename(path)} is no file.`;
}

/** Removes a file for good; one that is not there is no error. @throws Refusal state_unwritable */
export async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
    await syncFolder(dirname(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw asUnwritable(error);
  }
}

/**
 * Makes a folder that only its owner may enter (0700), with its parents. One that exists keeps its mode: `--state` may name
 * a folder that is not ours to change, and every file in it is 0600 anyway. @throws Refusal state_unwritable
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeWithParents(resolve(path));
  } catch (error) {
    throw asUnwritable(error);
  }
}

/** By hand: mkdir's own `recursive` never comes back where the parent is there and still says ENOENT (as /proc does). */
async function makeWithParents(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeWithParents(dirname(path));
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    // Somebody else made it in the meantime.
    if (codeOf(error) === 'EEXIST' && (await isFolder(path))) return;
    throw error;
  }
  await syncFolder(dirname(path));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Makes names in a folder (creations, renames, removals) survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder for this; NTFS journals its names itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A failure of the disk as a refusal: ENOSPC, EROFS, EACCES and whatever else keeps us from writing. */
export function asUnwritable(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal('state_unwritable', { detail: `The state folder answered ${codeOf(error)}.` }, error);
}

/** `code` of a system error, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
