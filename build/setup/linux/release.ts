import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { readFactLines } from '../../../electron/journal/fact-lines.ts';
import { JOURNAL_FILE } from '../../../electron/journal/journal.ts';
import { POLICY_FOLDER, readMachinePolicy, requirePolicy } from '../../../electron/policy/read.ts';
import { foldFacts } from '../../../electron/provisioning/standing.ts';
import { giveFolder } from '../../../electron/system/give-folder.ts';
import type { OsUser } from '../../../electron/system/os-user.ts';
import { readWholeFile } from '../../../electron/vault/durable-file.ts';
import type { Site } from './apply.ts';
import { KIOSK_USER } from './plan.ts';
import { revert, type Undone } from './revert.ts';

/** Folder of the kiosk's run, below the root: the unit's StateDirectory, and all that the session can write. */
export const KIOSK_STATE = '/var/lib/latchkey';

/** Whose the state folder becomes where machine policy names nobody: the kiosk's own number is free again afterwards. */
const ROOT_USER: OsUser = { name: 'root', uid: 0, gid: 0 };

/**
 * The end of the kiosk on this machine, done by root, because the session may not: the state folder goes to the account that machine
 * policy names, then the set-up is taken back. How a session ended says nothing (a stopped session ends well, too); the run's own
 * journal has to say that it was released. Killed at any instant, the same again goes on.
 * @throws Refusal release_not_reached, journal_damaged, handover_user_unknown, handover_unsafe, policy_invalid, policy_unsafe
 */
export async function release(site: Site): Promise<Undone[]> {
  const released = await isReleased(site.root);
  if (!released && !site.journal.isReverting) throw new Refusal('release_not_reached');
  site.journal.markReverting();
  if (released) await handOver(site);
  const undone = revert(site);
  // What was somebody else's stays and is told; the machine is let go all the same.
  site.journal.unmarkReverting();
  return undone;
}

async function isReleased(root: string): Promise<boolean> {
  const content = await readWholeFile(join(root, KIOSK_STATE, JOURNAL_FILE));
  return content !== null && foldFacts(readFactLines(content).facts).released !== null;
}

async function handOver({ root }: Site): Promise<void> {
  const kiosk = inPasswd(root, KIOSK_USER);
  // Already taken back: then the folder had been given away before.
  if (kiosk === null || !existsSync(join(root, KIOSK_STATE))) return;
  await giveFolder(join(root, KIOSK_STATE), heirOf(root), kiosk.uid);
}

/** Who gets the state folder. @throws Refusal handover_user_unknown, policy_invalid, policy_unsafe */
function heirOf(root: string): OsUser {
  const place = { platform: 'linux', environment: {}, folder: join(root, POLICY_FOLDER) } as const;
  const { handoverUser } = requirePolicy(readMachinePolicy(place)).policy;
  if (handoverUser === undefined) return ROOT_USER;
  const found = root === '/' ? asked(handoverUser) : inPasswd(root, handoverUser);
  if (found !== null) return found;
  throw new Refusal('handover_user_unknown', { detail: 'Machine policy names no account of this system.' });
}

/** Through whatever the system asks (files, sssd, systemd). The name is one that machine policy's own rule lets through. */
function asked(name: string): OsUser | null {
  try {
    return accountIn(execFileSync('getent', ['passwd', name], { encoding: 'utf8', timeout: 10_000 }), name);
  } catch {
    return null;
  }
}

function inPasswd(root: string, name: string): OsUser | null {
  return accountIn(readFileSync(join(root, 'etc/passwd'), 'utf8'), name);
}

/** Pure: the account of that name in lines of passwd(5). */
function accountIn(passwd: string, name: string): OsUser | null {
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([first]) => first === name);
  const [, , uid = '', gid = ''] = fields ?? [];
  return /^\d+$/.test(uid) && /^\d+$/.test(gid) ? { name, uid: Number(uid), gid: Number(gid) } : null;
}
