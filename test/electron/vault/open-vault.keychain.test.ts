import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const SESSION = new URL('keychain-session.ts', import.meta.url).pathname;

/**
 * A keyring of its own, unlocked with a password of its own, gone with the bus; nothing of the person's is touched. Asking the
 * service anything before it has its name would make the bus start a second, locked one: so the bus is asked instead.
 */
const SCRIPT = `
  printf 'only for this test' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
  keyring=$!
  trap 'kill $keyring' EXIT
  until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \\
    string:org.freedesktop.secrets | grep -q true; do sleep 0.05; done
  until dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets/collection/login \\
    org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked 2>/dev/null |
    grep -q false; do sleep 0.05; done
  "$0" "$1" "$2"
`;

describe('the vault in a real gnome-keyring', () => {
  it('keeps, finds, separates and forgets; locked, it refuses and nothing falls back to the file', (context) => {
    if (!(has('dbus-run-session') && has('gnome-keyring-daemon') && has('dbus-send'))) {
      if (process.env.CI === 'true') expect.unreachable('gnome-keyring is missing');
      return context.skip('not run: gnome-keyring, dbus-run-session or dbus-send is not installed');
    }
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    const run = spawnSync(
      'dbus-run-session',
      ['--', 'bash', '-c', SCRIPT, process.execPath, SESSION, folder],
      {
        encoding: 'utf8',
        timeout: 60_000,
        env: {
          PATH: process.env.PATH,
          HOME: home,
          XDG_RUNTIME_DIR: home,
          XDG_DATA_HOME: home,
          XDG_CACHE_HOME: home,
        },
      },
    );
    expect(run.status, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout.trim().split('\n').at(-1)!)).toEqual({
      kind: 'keychain',
      afterRestart: 'second',
      inAnotherFolder: null,
      afterDelete: null,
      filesOfIt: false,
      credential: 'fine',
      lockedEntry: 'vault_locked',
      lockedAtStart: 'vault_locked',
      lockedCredential: 'vault_locked',
      lockedFirstRun: 'file',
      withoutBus: 'vault_locked',
    });
  }, 90_000);
});

function has(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
