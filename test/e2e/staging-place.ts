import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type DirectoryProcess, startDirectory } from '../../build/start/directory-process.ts';
import { ROOT } from '../../build/start/machine.ts';
import { programFile } from '../../build/test/programs.ts';
import { ProvisionEvent } from '../../electron/contract/outcome.ts';
import { DEMO } from '../../server-stub/seed/demo.ts';
import type { Seed } from '../../server-stub/seed/seed.ts';
import { Administrator } from './administrator.ts';
import { latchkey, type Said } from './latchkey.ts';

export const STAGING = 'staging@northwind.example';
export const AMAL = 'amal@northwind.example';
export const GINA = 'gina@northwind.example';

const GROUP = 'group-staging';

/** The demo company, where IT stages laptops with an account that may do nothing else, and may own one device. */
const SEED: Seed = {
  ...DEMO,
  groups: [...(DEMO.groups ?? []), { id: GROUP, displayName: 'Laptop staging' }],
  users: [
    ...DEMO.users,
    {
      id: '5eed0000-0000-4000-8000-0000000000ff',
      userPrincipalName: STAGING,
      displayName: 'Staging bench',
      groups: [GROUP],
    },
  ],
  policies: [
    ...(DEMO.policies ?? []).filter(({ kind }) => kind !== 'device' && kind !== 'profile'),
    { kind: 'device', id: 'default', payload: { userDeviceQuota: 1, stagingTargets: [GROUP] } },
    { kind: 'profile', id: 'default', payload: { mode: 'staged' } },
  ],
};

/** What one run of `provision` came to; every line of it was one of the published kind. */
export interface Ran {
  readonly code: number | null;
  readonly lines: readonly ProvisionEvent[];
  readonly last: ProvisionEvent | undefined;
  readonly errors: string;
}

/** A directory that stages, and the table with the laptops. */
export class StagingPlace {
  readonly folder: string;
  readonly administrator: Administrator;
  readonly #directory: DirectoryProcess;

  private constructor(folder: string, directory: DirectoryProcess, administrator: Administrator) {
    this.folder = folder;
    this.#directory = directory;
    this.administrator = administrator;
  }

  static async open(): Promise<StagingPlace> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-staging-'));
    const seed = join(folder, 'seed.json');
    await writeFile(seed, JSON.stringify(SEED));
    const directory = await startDirectory(join(folder, 'directory'), ['--seed', seed]);
    return new StagingPlace(folder, directory, await Administrator.signIn(directory.ready));
  }

  get at(): { readonly directory: string; readonly caFile: string } {
    const { url: directory, caFile } = this.#directory.ready;
    return { directory, caFile };
  }

  async close(): Promise<void> {
    await this.#directory.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A file on the table; secrets are their owner's alone. */
  async write(name: string, content: string, mode = 0o600): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    await chmod(path, mode);
    return path;
  }

  stateOf(laptop: string): string {
    return join(this.folder, `state-${laptop}`);
  }

  /** `npm run provision -- --json` on one laptop. */
  async run(laptop: string, args: readonly string[]): Promise<Ran> {
    const { directory, caFile } = this.at;
    const at = ['--directory', directory, '--ca', caFile, '--state', this.stateOf(laptop), '--json'];
    const { code, out, errors } = await latchkey(['provision', ...at, ...args], {
      env: { LATCHKEY_VAULT: 'file', LATCHKEY_TCTI: 'swtpm:path=/nowhere' },
    });
    const lines = out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ProvisionEvent.parse(JSON.parse(line)));
    return { code, lines, last: lines.at(-1), errors };
  }

  /** The same in sentences, and Ctrl-C as soon as the directory has answered; what it waits for then never comes. */
  async interrupt(laptop: string, args: readonly string[]): Promise<Said> {
    const { directory, caFile } = this.at;
    const at = ['--directory', directory, '--ca', caFile, '--state', this.stateOf(laptop)];
    const child = spawn(process.execPath, [programFile(ROOT, 'agent'), 'provision', ...at, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, LATCHKEY_VAULT: 'file', LATCHKEY_TCTI: 'swtpm:path=/nowhere' },
    });
    child.stdout.once('data', () => child.kill('SIGINT'));
    const closed = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await closed, out, errors };
  }
}
