import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const SERVICE = 'org.freedesktop.secrets';
const LOGIN = '/org/freedesktop/secrets/collection/login';

/** Sends one message on the session bus and gives back what was answered. */
function bus(destination: string, path: string, method: string, ...args: string[]): string {
  const head = ['--session', '--print-reply', `--dest=${destination}`, path, method];
  return execFileSync('dbus-send', [...head, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Asking the service itself before it has its name would make the bus start a second, locked one. */
const hasOwner = () =>
  bus('org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', `string:${SERVICE}`).includes('true');

function isUnlocked(): boolean {
  try {
    const words = ['string:org.freedesktop.Secret.Collection', 'string:Locked'];
    return bus(SERVICE, LOGIN, 'org.freedesktop.DBus.Properties.Get', ...words).includes('false');
  } catch {
    return false;
  }
}

/** A gnome-keyring on the session bus that this process is in. Its folder may be left and taken up again: a log-out and log-in. */
export class Keyring {
  readonly #daemon: ChildProcess;

  private constructor(daemon: ChildProcess) {
    this.#daemon = daemon;
  }

  /** @param folder where it keeps its entries; another folder is another keychain */
  static async unlock(folder: string): Promise<Keyring> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const args = ['--foreground', '--unlock', '--components=secrets'];
    const env = { ...process.env, XDG_DATA_HOME: folder };
    const daemon = spawn('gnome-keyring-daemon', args, { stdio: ['pipe', 'ignore', 'ignore'], env });
    daemon.stdin.end('only for this test');
    while (!hasOwner() || !isUnlocked()) await sleep(50);
    return new Keyring(daemon);
  }

  lock(): void {
    bus(SERVICE, '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', `array:objpath:${LOGIN}`);
  }

  async leave(): Promise<void> {
    const gone = once(this.#daemon, 'exit');
    this.#daemon.kill('SIGTERM');
    await gone;
    while (hasOwner()) await sleep(50);
  }
}
