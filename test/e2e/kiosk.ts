import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ROOT } from '../../build/start/machine.ts';
import { programFile } from '../../build/test/programs.ts';

export interface KioskOptions {
  readonly directory: string;
  readonly caFile: string;
  /** `virtual`: Chromium's own authenticator, as Hello or Touch ID would be there; `none`: this machine has none. */
  readonly authenticator: 'virtual' | 'none';
  /** A folder to go on in; else a new one. */
  readonly folder?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Under a supervisor, which starts the agent again as systemd would. */
  readonly supervised?: boolean;
}

/** What can be killed behind a screen. */
export type Victim = 'renderer' | 'browser' | 'agent';

/** The preview host as a process of its own: the real main.ts, preload and renderer, looked at over CDP. */
export class Kiosk {
  readonly folder: string;
  readonly #process: ChildProcess;
  readonly #endpoints: AsyncIterator<string>;
  #browser: Browser | null = null;
  screen!: Page;
  readonly output: string[] = [];

  private constructor(folder: string, options: KioskOptions) {
    this.folder = folder;
    const env = {
      ...process.env,
      LATCHKEY_DIRECTORY: options.directory,
      LATCHKEY_CA: options.caFile,
      LATCHKEY_STATE: join(folder, 'state'),
      LATCHKEY_VAULT: 'file',
      ...options.env,
      LATCHKEY_PREVIEW_DEBUG_PORT: '0',
      LATCHKEY_PREVIEW_AUTHENTICATOR: options.authenticator,
      // The virtual authenticator is the hardware of this laptop: it outlives a killed process.
      ...(options.authenticator === 'virtual' && {
        LATCHKEY_PREVIEW_AUTHENTICATOR_FILE: join(folder, 'hardware.json'),
      }),
    };
    const preview = join(ROOT, 'build', 'preview');
    const main = programFile(ROOT, 'kiosk');
    const agent = ['--import', join(preview, 'register.ts'), main];
    this.#process = spawn(
      process.execPath,
      options.supervised ? [join(preview, 'supervise.ts'), main] : agent,
      {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#process.stderr?.on('data', (chunk) => this.output.push(String(chunk)));
    this.#endpoints = this.#readEndpoints();
  }

  static async open(options: KioskOptions): Promise<Kiosk> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'latchkey-kiosk-')));
    const kiosk = new Kiosk(folder, options);
    await kiosk.attach();
    return kiosk;
  }

  /** Attaches to the window that is there now; again after the browser was restarted. */
  async attach(): Promise<void> {
    const { value } = await this.#endpoints.next();
    if (typeof value !== 'string') throw new TypeError(`the preview ended early: ${this.output.join('')}`);
    this.#browser = await chromium.connectOverCDP(value);
    const page = this.#browser.contexts()[0]?.pages()[0];
    if (!page) throw new TypeError('the preview has no window');
    this.screen = page;
    await page.waitForURL('https://localhost/**');
  }

  async *#readEndpoints(): AsyncGenerator<string> {
    if (!this.#process.stdout) return;
    for await (const line of createInterface({ input: this.#process.stdout })) {
      this.output.push(`${line}\n`);
      if (line.startsWith('{"event":"preview"')) yield (JSON.parse(line) as { cdp: string }).cdp;
    }
  }

  /** kill -9 of one process behind the screen. The supervisor and the agent have to bring the screen back. */
  async killOne(victim: Victim): Promise<void> {
    const ids = victim === 'agent' ? [this.#agentId()] : await this.#browserIds(victim);
    for (const id of ids) process.kill(id, 'SIGKILL');
  }

  #agentId(): number {
    const line = this.output.filter((each) => each.startsWith('{"event":"agent"')).at(-1);
    if (line === undefined) throw new TypeError('this kiosk has no supervisor');
    return (JSON.parse(line) as { pid: number }).pid;
  }

  /** A browser keeps a spare renderer, and does not say which one shows the page. */
  async #browserIds(type: 'browser' | 'renderer'): Promise<number[]> {
    const session = await this.#browser?.newBrowserCDPSession();
    const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
    const found = processInfo.filter((each) => each.type === type).map(({ id }) => id);
    if (found.length === 0) throw new TypeError(`the browser has no ${type}`);
    return found;
  }

  /** kill -9, as a power cut would. */
  async kill(): Promise<void> {
    const exited = this.exited();
    this.#process.kill('SIGKILL');
    await exited;
  }

  exited(): Promise<number | null> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) {
      return Promise.resolve(this.#process.exitCode);
    }
    return new Promise((resolve) => this.#process.once('exit', resolve));
  }

  async close(): Promise<void> {
    await this.#browser?.close().catch(() => undefined);
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#process.kill('SIGTERM');
      const late = setTimeout(() => this.#process.kill('SIGKILL'), 5000);
      await this.exited();
      clearTimeout(late);
    }
  }

  async discard(): Promise<void> {
    await this.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
