import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small /etc as Debian has it: accounts, a display manager, a default target, and files of somebody else. */
const FILES: Readonly<Record<string, readonly [content: string, mode: number]>> = {
  '/etc/passwd': ['root:x:0:0:root:/root:/bin/bash\nsystemd-network:x:998:998::/:/usr/sbin/nologin\n', 0o644],
  // Without a newline at its end, as a careless editor leaves it.
  '/etc/group': ['root:x:0:\ntss:x:110:\nsystemd-network:x:998:', 0o644],
  '/etc/shadow': ['root:*:19000:0:99999:7:::\n', 0o640],
  '/etc/gshadow': ['root:*::\n', 0o640],
  '/etc/sysctl.d/60-latchkey.conf': ['# an administrator’s own\nkernel.sysrq = 176\n', 0o600],
  '/etc/systemd/logind.conf': ['[Login]\n', 0o644],
};

/** In memory where that can be: hundreds of roots are made, and each of their thousands of fsyncs would reach the disk. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export class Root {
  readonly folder = mkdtempSync(join(PLACE, 'latchkey-root-'));

  constructor() {
    for (const [path, [content, mode]] of Object.entries(FILES)) this.put(path, content, mode);
    mkdirSync(this.at('/etc/systemd/system'), { recursive: true });
    symlinkSync('/lib/systemd/system/gdm.service', this.at('/etc/systemd/system/display-manager.service'));
    symlinkSync('/lib/systemd/system/multi-user.target', this.at('/etc/systemd/system/default.target'));
  }

  at(path: string): string {
    return join(this.folder, path);
  }

  put(path: string, content: string, mode = 0o644): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
    chmodSync(this.at(path), mode);
  }

  read(path: string): string {
    return readFileSync(this.at(path), 'utf8');
  }

  /** Everything below a folder: what it is, whose, with which mode and which content; no times. */
  picture(folder = '/etc'): string[] {
    return readdirSync(this.at(folder), { recursive: true, encoding: 'utf8' })
      .toSorted()
      .map((name) => {
        const path = join(this.at(folder), name);
        const stats = lstatSync(path);
        const inside = stats.isSymbolicLink()
          ? `-> ${readlinkSync(path)}`
          : stats.isFile()
            ? createHash('sha256').update(readFileSync(path)).digest('hex')
            : '';
        return `${name} ${stats.mode.toString(8)} ${stats.uid}:${stats.gid} ${inside}`;
      });
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
