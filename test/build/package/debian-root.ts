import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
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
import { basename, join } from 'node:path';
import { ROOT } from '../../../build/start/machine.ts';

/** Kept from run to run: laying out Debian takes most of a minute, unpacking it again a second. */
const KEPT = join(ROOT, 'node_modules/.cache/debian/bookworm.tar');

/** dpkg's own books and caches, which no package is asked to clean up, and what a kernel would put there. */
const NOT_COMPARED = ['dev', 'proc', 'sys', 'var/lib/dpkg', 'var/log', 'var/cache'];

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function must(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 150_000 });
  if (status !== 0) throw new TypeError(`${command}: ${stderr}`);
}

/** A clean Debian 12 in a folder, with nothing but its essential packages and the Node that runs the tests. */
export class DebianRoot {
  readonly folder = mkdtempSync(join(tmpdir(), 'latchkey-debian-'));

  constructor() {
    if (existsSync(KEPT)) must('tar', ['-xpf', KEPT, '-C', this.folder]);
    else this.#layOut();
    copyFileSync(process.execPath, join(this.folder, 'usr/local/bin/node'));
    writeFileSync(join(this.folder, 'etc/hosts'), '127.0.0.1 localhost\n');
  }

  #layOut(): void {
    must('debootstrap', ['--variant=minbase', 'bookworm', this.folder]);
    mkdirSync(join(KEPT, '..'), { recursive: true });
    const fresh = `${KEPT}.${process.pid}`;
    must('tar', ['-cpf', fresh, '-C', this.folder, '--exclude=./var/cache/apt/archives/*.deb', '.']);
    renameSync(fresh, KEPT);
  }

  /** Runs a program of the root, in it. */
  run(command: string, ...args: string[]): Ended {
    const env = {
      PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/root',
      LATCHKEY_VAULT: 'file',
    };
    const { status, stdout, stderr } = spawnSync('chroot', [this.folder, command, ...args], {
      encoding: 'utf8',
      env,
      timeout: 60_000,
    });
    return { status, stdout, stderr };
  }

  /** `dpkg --install`, as whoever is root would do it. */
  install(deb: string): Ended {
    copyFileSync(deb, join(this.folder, 'tmp', basename(deb)));
    const ended = this.run('dpkg', '--install', `/tmp/${basename(deb)}`);
    rmSync(join(this.folder, 'tmp', basename(deb)));
    return ended;
  }

  /** Every file with its kind, mode, owner and content, to be compared with what is there later. */
  contents(): Map<string, string> {
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
    walk('');
    return found;
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
