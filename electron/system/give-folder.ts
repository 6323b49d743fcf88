import type { Stats } from 'node:fs';
import { constants, type FileHandle, lchown, lstat, open, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Refusal } from '../contract/refusal.ts';
import { asUnwritable } from '../vault/durable-file.ts';
import type { OsUser } from './os-user.ts';

/**
 * Gives a folder with everything in it to another account: files 0600 as they are, folders 0700. Needs root, on Linux.
 *
 * First everything is looked at and nothing changed; then each folder is taken (root, 0700), its content given away, and the folder last,
 * the outermost at the very end. So the new owner cannot get in before all of it is theirs, whoever had it open has no way to put
 * something in meanwhile, and killed at any instant the same call completes it.
 *
 * Refused: symbolic links, files with a second name, sockets and the like, what belongs to a third account, and what lies on another
 * disk. Any of them could make root give away something that was never ours.
 *
 * Files are reached through the folder's descriptor and never opened: closing a second handle on the lock file would lose the lock.
 *
 * @param from number of the account that the folder has belonged to; default: the one that runs this
 * @throws Refusal handover_unsafe, the name in `detail`; state_unwritable
 */
export async function giveFolder(folder: string, to: OsUser, from = process.geteuid?.()): Promise<void> {
  const parties: Parties = { to, owners: [from, to.uid, process.geteuid?.()] };
  try {
    await requirePath(folder, to);
    await survey(folder, '', parties, (await lstat(folder)).dev);
    await give(resolve(folder), '', parties, (await lstat(folder)).dev);
  } catch (error) {
    throw asUnwritable(error);
  }
}

interface Parties {
  readonly to: OsUser;
  /** Numbers of the accounts whose files these may be: of whoever had them, gets them, and gives them. */
  readonly owners: readonly (number | undefined)[];
}

/** Every folder above has to let the new owner through, or they own what they cannot reach. */
async function requirePath(folder: string, { name, uid, gid }: OsUser): Promise<void> {
  for (let above = dirname(resolve(folder)); ; above = dirname(above)) {
    const { mode, uid: owner, gid: group } = await stat(above);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) throw unsafe(above, `${name} may not pass through it`);
    if (above === dirname(above)) return;
  }
}

/** Looks at all of it. */
async function survey(path: string, shown: string, parties: Parties, device: number): Promise<void> {
  const found = await lstat(path);
  requireOurs(found, shown, parties, device);
  if (!found.isDirectory()) return;
  for (const name of await readdir(path)) await survey(join(path, name), join(shown, name), parties, device);
}

function requireOurs(found: Stats, shown: string, { owners }: Parties, device: number): void {
  const name = shown === '' ? 'the state folder' : shown;
  if (!found.isDirectory() && !found.isFile()) throw unsafe(name, 'it is neither a file nor a folder');
  if (found.isFile() && found.nlink !== 1) throw unsafe(name, 'it has a second name elsewhere');
  if (!owners.includes(found.uid)) throw unsafe(name, 'it belongs to a third account');
  if (found.dev !== device) throw unsafe(name, 'it lies on another disk');
}

/** Takes a folder, gives away what is in it, then the folder itself. */
async function give(path: string, shown: string, parties: Parties, device: number): Promise<void> {
  const { to } = parties;
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    requireOurs(await folder.stat(), shown, parties, device);
    await folder.chown(0, 0);
    await folder.chmod(0o700);
    for (const name of await readdir(within(folder, ''))) {
      const inside = within(folder, name);
      const found = await lstat(inside);
      requireOurs(found, join(shown, name), parties, device);
      if (found.isDirectory()) await give(inside, join(shown, name), parties, device);
      else await lchown(inside, to.uid, to.gid);
    }
    await folder.chown(to.uid, to.gid);
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A name in an open folder, wherever that folder is called by now (proc_pid_fd(5); Node has no openat). */
function within(folder: FileHandle, name: string): string {
  return `/proc/self/fd/${folder.fd}/${name}`;
}

function unsafe(name: string, why: string): Refusal {
  return new Refusal('handover_unsafe', { detail: `${name}: ${why}.` });
}
