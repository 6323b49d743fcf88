import { execFileSync } from 'node:child_process';
import type { OsUser } from '../../../electron/system/os-user.ts';

/**
 * An account of this system that is not ours: one that every Debian has and nobody logs in to. `null` where this process is not root
 * and may give nothing away.
 */
export function otherAccount(): OsUser | null {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return null;
  const [name = '', , uid, gid] = execFileSync('getent', ['passwd', 'games'], { encoding: 'utf8' }).split(
    ':',
  );
  return { name, uid: Number(uid), gid: Number(gid) };
}
