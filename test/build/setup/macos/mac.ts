import { spawnSync } from 'node:child_process';
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
import { writeSetup } from '../../../../build/setup/macos/main.ts';

/** Commands by which the script changes a disk. */
const CHANGING = ['chmod', 'chown', 'cp', 'ln', 'mkdir', 'mv', 'rm', 'rmdir'];

/** Counts, ends the script’s whole group at the n-th call, and is otherwise the command itself. */
const CUTTING = `#!/bin/sh
count=$(($(cat "$LATCHKEY_CUT_COUNT") + 1))
echo "$count" >"$LATCHKEY_CUT_COUNT"
[ "$count" -ne "$LATCHKEY_CUT_AT" ] || kill -KILL 0
exec "$(PATH=\${PATH#*:} command -v "\${0##*/}")" "$@"
`;

/** A Mac’s folders in a folder of this machine, and the set-up as IT has it. */
export class Mac {
  readonly folder = mkdtempSync(join(tmpdir(), 'latchkey-mac-'));
  readonly setup = mkdtempSync(join(tmpdir(), 'latchkey-mac-setup-'));
  readonly #cutting = mkdtempSync(join(tmpdir(), 'latchkey-mac-cut-'));

  constructor() {
    for (const path of [
      '/Library/LaunchAgents',
      '/Library/LaunchDaemons',
      '/Library/Logs',
      '/Library/Application Support',
      '/private/var/db',
      '/private/var/run',
    ])
      mkdirSync(this.at(path), { recursive: true });
    this.put('/Library/LaunchAgents/com.example.other.plist', 'somebody’s\n');
    // An older one, with an owner’s own idea of its mode.
    this.put('/Library/LaunchAgents/com.latchkey.kiosk.plist', 'an administrator’s own\n', 0o600);
    this.put('/Users/amal/Library/Preferences/x.plist', 'x');
    writeSetup(this.setup);
    for (const name of CHANGING) {
      writeFileSync(join(this.#cutting, name), CUTTING, { mode: 0o755 });
    }
  }

  at(path: string): string {
    return join(this.folder, path);
  }

  put(path: string, content: string, mode = 0o644): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
    chmodSync(this.at(path), mode);
  }

  has(path: string): boolean {
    return existsSync(this.at(path));
  }

  link(path: string, target: string): void {
    rmSync(this.at(path), { recursive: true, force: true });
    symlinkSync(target, this.at(path));
  }

  /** By the shell that Debian calls sh; the script as IT has it, or as launchd runs it. */
  run(verb: string, ...args: string[]): { readonly status: number | null; readonly said: string } {
    const { status, stdout, stderr } = spawnSync(
      'dash',
      [join(this.setup, 'setup.sh'), verb, '--root', this.folder, ...args],
      { encoding: 'utf8' },
    );
    return { status, said: stdout + stderr };
  }

  resume(): { readonly status: number | null; readonly said: string } {
    const script = this.at('/Library/Application Support/Latchkey Setup/setup.sh');
    const { status, stdout, stderr } = spawnSync('dash', [script, 'resume', '--root', this.folder], {
      encoding: 'utf8',
    });
    return { status, said: stdout + stderr };
  }

  /** Ended by SIGKILL, with everything that it has started, before its n-th change. Returns whether it was; otherwise it ran through. */
  kill(verb: 'apply' | 'revert', at: number): boolean {
    const count = join(this.#cutting, 'count');
    writeFileSync(count, '0');
    const env = {
      ...process.env,
      PATH: `${this.#cutting}:${process.env.PATH}`,
      LATCHKEY_CUT_COUNT: count,
      LATCHKEY_CUT_AT: String(at),
    };
    // A group of its own: the kill is for the script and all that it has started, and for nobody else.
    const { signal } = spawnSync(
      'setsid',
      ['--wait', 'dash', join(this.setup, 'setup.sh'), verb, '--root', this.folder],
      { env },
    );
    return signal === 'SIGKILL' || Number(readFileSync(count, 'utf8')) >= at;
  }

  /** Everything but the record and the lock: what it is, whose, with which mode and which content; no times. */
  picture(): string[] {
    return readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !/^private\/var\/(db|run)\//.test(name))
      .toSorted()
      .map((name) => {
        const path = join(this.folder, name);
        const stats = lstatSync(path);
        const inside = stats.isSymbolicLink()
          ? `-> ${readlinkSync(path)}`
          : stats.isFile()
            ? createHash('sha256').update(readFileSync(path)).digest('hex')
            : '';
        return `${name} ${stats.mode.toString(8)} ${stats.uid}:${stats.gid} ${inside}`;
      });
  }

  /** A newer set-up: the same files with a line more. */
  renew(): void {
    const file = join(this.setup, 'files/Library/LaunchAgents/com.latchkey.kiosk.plist');
    writeFileSync(file, `${readFileSync(file, 'utf8')}<!-- newer -->\n`);
  }

  discard(): void {
    for (const folder of [this.folder, this.setup, this.#cutting])
      rmSync(folder, { recursive: true, force: true });
  }
}
