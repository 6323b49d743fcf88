import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ROOT } from '../../build/start/machine.ts';

/** Debian's account that owns nothing. cage refuses to run as one that could become root again. */
const NOBODY = 65534;

/** Who is killed. */
export type Part = 'cage' | 'agent' | 'browser';

/** What may be read of a process that has not ended yet. */
interface Running {
  readonly id: number;
  readonly parent: number;
  readonly name: string;
}

function running(): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const [, name = '', state, parent] =
          /\((.*)\) (\S) (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
        return state === 'Z' ? [] : [{ id: Number(id), parent: Number(parent), name }];
      } catch {
        return [];
      }
    });
}

/**
 * The kiosk's session as a machine has it: the script that greetd starts, cage without a screen, as a user that owns nothing, in a
 * runtime folder of its own. Only the app is another one: the preview host in the place of the Electron that is not here.
 */
export class CageSession {
  readonly folder = mkdtempSync(join(tmpdir(), 'latchkey-cage-'));
  readonly output: string[] = [];
  readonly #process: ChildProcess;
  readonly #endpoints: AsyncIterator<string>;
  #browser: Browser | null = null;
  screen!: Page;

  constructor() {
    const runtime = join(this.folder, 'run');
    mkdirSync(runtime, { mode: 0o700 });
    this.#lay();
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(runtime, NOBODY, NOBODY);
    chmodSync(this.folder, 0o755);
    const script = ['/bin/sh', join(this.folder, 'session')];
    const user = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...script];
    const [program = '', ...args] = isRoot ? user : script;
    this.#process = spawn(program, args, {
      cwd: runtime,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${this.folder}:/usr/bin:/bin`,
        HOME: runtime,
        TMPDIR: runtime,
        XDG_RUNTIME_DIR: runtime,
        WLR_BACKENDS: 'headless',
        WLR_LIBINPUT_NO_DEVICES: '1',
        WLR_RENDERER: 'pixman',
        NODE_COMPILE_CACHE: join(runtime, 'compiled'),
      },
    });
    this.#process.stderr?.on('data', (chunk) => this.output.push(String(chunk)));
    this.#endpoints = this.#readEndpoints();
  }

  /** The files of the session: its script with two paths of this machine, its settings, and a systemctl that refuses the release. */
  #lay(): void {
    const app = `"${process.execPath}" --import "${ROOT}/build/preview/register.ts" "${ROOT}/electron/main.ts"`;
    const text = readFileSync(join(ROOT, 'build/kiosk/linux/kiosk-session'), 'utf8')
      .replace('/etc/latchkey/kiosk.env', join(this.folder, 'kiosk.env'))
      .replace('/opt/Latchkey/latchkey --ozone-platform=wayland', app);
    if (!text.includes(app)) throw new TypeError('the session starts another program by now');
    const settings = [
      'LATCHKEY_DIRECTORY=https://127.0.0.1:9',
      `LATCHKEY_STATE=${join(this.folder, 'run/state')}`,
      'LATCHKEY_VAULT=file',
      'LATCHKEY_PREVIEW_DEBUG_PORT=0',
    ];
    writeFileSync(join(this.folder, 'session'), text);
    writeFileSync(join(this.folder, 'kiosk.env'), `${settings.join('\n')}\n`);
    writeFileSync(join(this.folder, 'systemctl'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  }

  async *#readEndpoints(): AsyncGenerator<string> {
    if (!this.#process.stdout) return;
    for await (const line of createInterface({ input: this.#process.stdout })) {
      this.output.push(`${line}\n`);
      if (line.startsWith('{"event":"preview"')) yield (JSON.parse(line) as { cdp: string }).cdp;
    }
  }

  /** Attaches to the window that is there next. */
  async attach(): Promise<void> {
    const { value } = await this.#endpoints.next();
    if (typeof value !== 'string') throw new TypeError(`the session ended: ${this.output.join('')}`);
    this.#browser = await chromium.connectOverCDP(value);
    const page = this.#browser.contexts()[0]?.pages()[0];
    if (!page) throw new TypeError('the session has no window');
    this.screen = page;
  }

  /** The number of a part that runs now. */
  id(part: Part): number {
    const all = running();
    const below = (parent: number, name: RegExp) =>
      all.find((each) => each.parent === parent && name.test(each.name))?.id;
    const cage = below(this.#process.pid ?? 0, /^cage$/);
    const agent = cage && below(cage, /^(?!Xwayland)/);
    const found = { cage, agent, browser: agent && below(agent, /^chrom|^msedge/) }[part];
    if (!found) throw new TypeError(`there is no ${part}: ${this.output.join('')}`);
    return found;
  }

  runs(id: number): boolean {
    return running().some((each) => each.id === id);
  }

  /** Ends the session as greetd does. */
  async end(): Promise<void> {
    await this.#browser?.close().catch(() => undefined);
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await ended;
    }
  }

  /** The names of what runs of it. */
  left(): readonly string[] {
    return this.#ours().map(({ name }) => name);
  }

  #ours(): readonly Running[] {
    return running().filter(({ id }) => this.#isOurs(id));
  }

  #isOurs(id: number): boolean {
    try {
      return readFileSync(`/proc/${id}/environ`, 'utf8').includes(`HOME=${this.folder}/`);
    } catch {
      return false;
    }
  }

  async discard(): Promise<void> {
    await this.end();
    for (const { id } of this.#ours()) process.kill(id, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
