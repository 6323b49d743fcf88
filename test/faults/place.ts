import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DirectoryProcess, startDirectory } from '../../build/start/directory-process.ts';
import { ROOT } from '../../build/start/machine.ts';
import { programFile } from '../../build/test/programs.ts';
import { DEMO } from '../../server-stub/seed/demo.ts';
import { Administrator } from '../e2e/administrator.ts';

/** The demo company without its limit of devices a user: these tests set up many laptops for the same few people. */
const SEED = {
  ...DEMO,
  policies: (DEMO.policies ?? []).map((policy) =>
    policy.kind === 'device' ? { ...policy, payload: { ...policy.payload, userDeviceQuota: 1000 } } : policy,
  ),
};

/** Environment that turns the clock of one process (libfaketime); the file may be rewritten while it runs. */
export function wrongClock(file: string): NodeJS.ProcessEnv {
  const [library] = globSync('/usr/lib/*/faketime/libfaketime.so.1');
  if (!library) throw new TypeError('libfaketime is not installed');
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    // Timers and time-outs stay as they are: only the calendar is wrong.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}

/** The bundled directory as a real process, whose calendar a test may turn. */
export class Place {
  readonly #folder: string;
  readonly #clockFile: string;
  readonly #turnable: boolean;
  readonly #args: readonly string[];
  #process: DirectoryProcess;

  private constructor(folder: string, turnable: boolean, process: DirectoryProcess, args: readonly string[]) {
    this.#args = args;
    this.#folder = folder;
    this.#clockFile = join(folder, 'clock');
    this.#turnable = turnable;
    this.#process = process;
  }

  /** @param options.chaos what `--chaos` reads (server-stub/chaos/scenario.ts) */
  static async open(
    options: { turnable?: boolean; ahead?: number; chaos?: object; args?: readonly string[] } = {},
  ): Promise<Place> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-place-'));
    const turnable = options.turnable ?? false;
    await writeFile(join(folder, 'seed.json'), JSON.stringify(SEED));
    await writeFile(join(folder, 'clock'), `+${options.ahead ?? 0}s`);
    if (options.chaos) await writeFile(join(folder, 'chaos.json'), JSON.stringify(options.chaos));
    const { args = [] } = options;
    return new Place(folder, turnable, await launch(folder, turnable, '0', args), args);
  }

  get at(): { readonly directory: string; readonly caFile: string } {
    return { directory: this.#process.ready.url, caFile: this.#process.ready.caFile };
  }

  get dataDir(): string {
    return join(this.#folder, 'data');
  }

  /** @param proxy http URL of the proxy on the way */
  administrator(proxy?: string): Promise<Administrator> {
    return Administrator.signIn({ ...this.#process.ready, ...(proxy && { proxy }) });
  }

  /** Seconds that the directory is ahead of this machine from now on. */
  async turn(seconds: number): Promise<void> {
    await writeFile(this.#clockFile, `+${seconds}s`);
  }

  /** kill -9, and the same data again on the same port. */
  async crash(): Promise<void> {
    await this.vanish();
    await this.comeBack();
  }

  /** kill -9: nobody listens on its port until it comes back. */
  async vanish(): Promise<void> {
    const died = new Promise((resolve) => this.#process.process.once('exit', resolve));
    this.#process.process.kill('SIGKILL');
    await died;
  }

  /** The same data again on the same port. */
  async comeBack(): Promise<void> {
    const { port } = new URL(this.#process.ready.url);
    this.#process = await launch(this.#folder, this.#turnable, port, this.#args);
  }

  async close(): Promise<void> {
    await this.#process.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function launch(
  folder: string,
  turnable: boolean,
  port: string,
  more: readonly string[],
): Promise<DirectoryProcess> {
  const chaos = join(folder, 'chaos.json');
  const args = ['--port', port, '--seed', join(folder, 'seed.json'), ...more];
  if (existsSync(chaos)) args.push('--chaos', chaos);
  const env = turnable ? wrongClock(join(folder, 'clock')) : {};
  return startDirectory(join(folder, 'data'), args, env, programFile(ROOT, 'directory'));
}
