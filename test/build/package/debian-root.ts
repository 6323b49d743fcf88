import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ROOT } from '../../../build/start/machine.ts';

/** Kept from run to run: laying out Debian takes most of a minute, unpacking it again a second. */
const KEPT = join(ROOT, 'node_modules/.cache/debian/bookworm-systemd.tar');

/** dpkg's own books and caches, which no package is asked to clean up, and what a kernel would put there. */
const NOT_COMPARED = ['dev', 'proc', 'sys', 'run', 'tmp', 'var/lib/dpkg', 'var/log', 'var/cache'];

/** Nothing of whoever runs the tests. */
const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LATCHKEY_VAULT: 'file',
};

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function must(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 150_000 });
  if (status !== 0) throw new TypeError(`${command}: ${stderr}`);
}

/** A clean Debian 12 in a folder: its essential packages, systemd, and the Node that runs the tests. */
export class DebianRoot {
  readonly folder = mkdtempSync(join(tmpdir(), 'latchkey-debian-'));

  constructor() {
    if (existsSync(KEPT)) must('tar', ['-xpf', KEPT, '-C', this.folder]);
    else this.#layOut();
    // Its other accounts have to get in.
    chmodSync(this.folder, 0o755);
    copyFileSync(process.execPath, join(this.folder, 'usr/local/bin/node'));
    writeFileSync(join(this.folder, 'etc/hosts'), '127.0.0.1 localhost\n');
  }

  #layOut(): void {
    must('debootstrap', ['--variant=minbase', '--include=systemd-sysv', 'bookworm', this.folder]);
    mkdirSync(join(KEPT, '..'), { recursive: true });
    const fresh = `${KEPT}.${process.pid}`;
    must('tar', ['-cpf', fresh, '-C', this.folder, '--exclude=./var/cache/apt/archives/*.deb', '.']);
    renameSync(fresh, KEPT);
  }

  /** Runs a program of the root, in it. */
  run(command: string, ...args: string[]): Ended {
    return this.runAs('root', command, ...args);
  }

  /** The same as one of its users. */
  runAs(user: string, command: string, ...args: string[]): Ended {
    const [unshare, ...inside] = this.inside(user, command, ...args);
    const { status, stdout, stderr } = spawnSync(unshare, inside, {
      encoding: 'utf8',
      env: ENVIRONMENT,
      timeout: 60_000,
    });
    return { status, stdout, stderr };
  }

  /** The words that start a program in the root, with a /proc that goes with it: whatever ends it, nothing stays mounted. */
  inside(user: string, command: string, ...args: string[]): [string, ...string[]] {
    const enter = 'mount -t proc proc "$0/proc" && exec chroot "$@"';
    const chroot = [`--userspec=${user}`, this.folder, command, ...args];
    return ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', enter, this.folder, ...chroot];
  }

  /** Starts a program of the root and kills it, with everything that it started, after so many milliseconds. */
  async killAfter(milliseconds: number, command: string, ...args: string[]): Promise<void> {
    const [unshare, ...inside] = this.inside('root', command, ...args);
    const child = spawn(unshare, inside, {
      env: ENVIRONMENT,
      stdio: 'ignore',
      detached: true,
    });
    const ended = once(child, 'exit');
    const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), milliseconds);
    await ended;
    clearTimeout(timer);
  }

  account(name: string): { readonly uid: number; readonly gid: number } {
    const line = readFileSync(join(this.folder, 'etc/passwd'), 'utf8')
      .split('\n')
      .find((each) => each.startsWith(`${name}:`));
    const [, , uid, gid] = (line ?? '').split(':');
    if (uid === undefined || gid === undefined) throw new TypeError(`no account ${name}`);
    return { uid: Number(uid), gid: Number(gid) };
  }

  owner(path: string): number {
    return lstatSync(join(this.folder, path)).uid;
  }

  put(path: string, content: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  /** A file that only this user may read. */
  give(path: string, content: string, uid: number): string {
    writeFileSync(join(this.folder, path), content, { mode: 0o600 });
    chownSync(join(this.folder, path), uid, uid);
    return path;
  }

  /** What systemd makes for a unit with StateDirectory. */
  folderFor(path: string, user: string): void {
    mkdirSync(join(this.folder, path), { mode: 0o700 });
    const { uid, gid } = this.account(user);
    chownSync(join(this.folder, path), uid, gid);
  }

  /** `dpkg --install`, as whoever is root would do it. */
  install(deb: string): Ended {
    copyFileSync(deb, join(this.folder, 'tmp', basename(deb)));
    const ended = this.run('dpkg', '--install', `/tmp/${basename(deb)}`);
    rmSync(join(this.folder, 'tmp', basename(deb)));
    return ended;
  }

  /** Every file with its kind, mode, owner and content, to be compared with what is there later. */
  contents(from = ''): Map<string, string> {
    const found = new Map<string, string>();
    const walk = (path: string): void => {
      if (NOT_COMPARED.includes(path)) return;
      const full = join(this.folder, path);
      const stat = lstatSync(full);
      const what = stat.isSymbolicLink()
        ? readlinkSync(full)
        : stat.isFile()
          ? createHash('sha256').update(readFileSync(full)).digest('hex')
          : '';
      found.set(path, `${stat.mode} ${stat.uid}:${stat.gid} ${what}`);
      if (stat.isDirectory())
        for (const name of readdirSync(full)) walk(path === '' ? name : `${path}/${name}`);
    };
    walk(from);
    return found;
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
