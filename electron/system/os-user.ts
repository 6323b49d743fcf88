import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { Refusal } from '../contract/refusal.ts';

/** An account of the operating system, a person's or a service's. */
export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Environment variable of machine policy: who gets the state folder at the release. */
export const HANDOVER_VARIABLE = 'LATCHKEY_HANDOVER_USER';

/** What useradd(8) makes, and what an administrator of a domain writes; nothing that a tool could take for an option. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.@\\-]{0,127}$/;

const run = promisify(execFile);

/**
 * Does the system helper of the first-boot set-up (build/setup/linux) give the state folder away, once the kiosk's session has ended? A
 * fact of the machine and of the account, and no variable that somebody could set.
 */
export function isHandedOverByHelper(
  username = userInfo().username,
  exists: (path: string) => boolean = existsSync,
): boolean {
  return username === 'latchkey' && exists('/etc/systemd/system/latchkey-release.service');
}

/**
 * The account that machine policy names, or `null` where it names none or the one that runs this already. Asked at the start, before any
 * pass is used: what cannot be handed over at the end is not begun.
 *
 * @param byHelper does somebody else give it away, who may?
 * @throws Refusal handover_user_unknown; handover_not_allowed: this process may not give files away (it takes root, on Linux)
 */
export async function findHandoverUser(
  name: string | undefined,
  byHelper = isHandedOverByHelper(),
): Promise<OsUser | null> {
  if (name === undefined || name === '') return null;
  if (process.platform !== 'linux') {
    throw new Refusal('handover_not_allowed', {
      detail: `${HANDOVER_VARIABLE} is for Linux: elsewhere the agent runs in the session of the person who keeps the laptop.`,
    });
  }
  const user = await lookUp(name);
  if (user.uid === userInfo().uid) return null;
  if (byHelper || process.geteuid?.() === 0) return user;
  throw new Refusal('handover_not_allowed', { detail: 'Only root may give files to another account.' });
}

/** passwd(5), through whatever the system asks (files, sssd, systemd). */
async function lookUp(name: string): Promise<OsUser> {
  const unknown = (cause?: unknown) =>
    new Refusal(
      'handover_user_unknown',
      { detail: `${HANDOVER_VARIABLE} names no account of this system.` },
      cause,
    );
  if (!NAME.test(name)) throw unknown();
  const { stdout } = await run('getent', ['passwd', name], { timeout: 10_000 }).catch((error) => {
    throw unknown(error);
  });
  const [, , uid, gid] = stdout.trim().split(':');
  if (!/^\d+$/.test(uid ?? '') || !/^\d+$/.test(gid ?? '')) throw unknown();
  return { name, uid: Number(uid), gid: Number(gid) };
}
