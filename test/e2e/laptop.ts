import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../build/start/machine.ts';
import { programFile } from '../../build/test/programs.ts';
import type { ProvisionEvent } from '../../electron/contract/outcome.ts';

export const PIN = '493027';

/** What `npm run provision` came to. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly events: readonly ProvisionEvent[];
  readonly last: ProvisionEvent | undefined;
  readonly errors: string;
}

export interface Run {
  readonly process: ChildProcess;
  readonly ended: Promise<Outcome>;
}

export interface RunOptions {
  readonly directory: string;
  readonly caFile: string;
  readonly user?: string;
  readonly pass?: string;
  readonly args?: readonly string[];
  /** Leave the PIN away: the run then stops at the credential. */
  readonly withoutPin?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** A laptop in a folder: run the agent on it as often as you like, as the process that IT would start. */
export class Laptop {
  readonly folder: string;
  readonly state: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.state = join(folder, 'state');
  }

  static async unbox(): Promise<Laptop> {
    return new Laptop(await mkdtemp(join(tmpdir(), 'latchkey-laptop-')));
  }

  async start(options: RunOptions): Promise<Run> {
    const { directory, caFile, user = 'amal@northwind.example', pass, args = [], withoutPin } = options;
    const passFile = join(this.folder, 'pass');
    const pinFile = join(this.folder, 'pin');
    if (pass !== undefined) await writeFile(passFile, pass, { mode: 0o600 });
    await writeFile(pinFile, PIN, { mode: 0o600 });
    const given = [
      ['--directory', directory, '--ca', caFile, '--user', user, '--state', this.state],
      pass === undefined ? [] : ['--pass-file', passFile],
      withoutPin ? [] : ['--pin-file', pinFile],
      ['--authenticator', 'software', '--json', ...args],
    ].flat();
    const child = spawn(process.execPath, [programFile(ROOT, 'agent'), 'provision', ...given], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LATCHKEY_VAULT: 'file', ...options.env },
    });
    return { process: child, ended: collect(child) };
  }

  async run(options: RunOptions): Promise<Outcome> {
    return (await this.start(options)).ended;
  }

  /** Names of the facts in the journal, in order; none where there is no journal yet. */
  async facts(): Promise<string[]> {
    const text = await readFile(join(this.state, 'journal'), 'utf8').catch(() => '');
    return [...text.matchAll(/"fact":"([a-z]+)"/g)].map((match) => match[1] ?? '');
  }

  async discard(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function collect(child: ChildProcess): Promise<Outcome> {
  const events: ProvisionEvent[] = [];
  let errors = '';
  if (!child.stdout || !child.stderr) throw new TypeError('the laptop has no output');
  child.stderr.on('data', (chunk) => (errors += chunk));
  createInterface({ input: child.stdout }).on('line', (line) =>
    events.push(JSON.parse(line) as ProvisionEvent),
  );
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('close', (exit, by) => resolve([exit, by])),
  );
  return { code, signal, events, last: events.at(-1), errors };
}
