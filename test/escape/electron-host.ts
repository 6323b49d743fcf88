import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { build } from 'vite';
import { bundleWhenStale } from '../../build/vite/build.ts';
import { mainConfig } from '../../build/vite/main.ts';
import type { SpecKiosk } from './spec-kiosk.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The real kiosk in the real Electron, driven by Playwright: what the workflow runs. */
export class ElectronHost implements SpecKiosk {
  readonly host = 'electron';
  readonly screen: Page;
  readonly app: ElectronApplication;
  readonly folder: string;
  readonly output: string[] = [];

  private constructor(app: ElectronApplication, screen: Page, folder: string) {
    this.app = app;
    this.screen = screen;
    this.folder = folder;
    for (const stream of [app.process().stdout, app.process().stderr])
      stream?.on('data', (chunk) => this.output.push(String(chunk)));
  }

  /** The bundle, because Electron is not asked to strip types. `ELECTRON_OVERRIDE_DIST_PATH` names the binary's folder. */
  static async open(directory: string): Promise<ElectronHost> {
    await bundleWhenStale(ROOT);
    await build(mainConfig(ROOT));
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-electron-'));
    const app = await _electron.launch({
      args: [join(ROOT, 'out', 'main.js'), `--user-data-dir=${join(folder, 'profile')}`],
      cwd: ROOT,
      chromiumSandbox: process.env.LATCHKEY_SPEC_SANDBOX !== 'off',
      env: {
        ...(process.env as Record<string, string>),
        LATCHKEY_DIRECTORY: directory,
        LATCHKEY_STATE: join(folder, 'state'),
        LATCHKEY_VAULT: 'file',
        ELECTRON_ENABLE_SECURITY_WARNINGS: 'true',
      },
      timeout: 60_000,
    });
    const screen = await app.firstWindow();
    await screen.waitForURL('https://localhost/**');
    return new ElectronHost(app, screen, folder);
  }

  evaluate<T>(inMain: (electron: typeof Electron.CrossProcessExports) => T | Promise<T>): Promise<T> {
    return this.app.evaluate(inMain as never);
  }

  windows(): number {
    return this.app.windows().length;
  }

  /** Real X11 input, past Electron: only where xdotool and a display are. */
  press(chord: string): ChildProcess {
    return spawn('xdotool', ['key', '--clearmodifiers', chord], { stdio: 'ignore' });
  }

  async discard(): Promise<void> {
    // Closing is vetoed, as it should be: the app is asked to end.
    await this.app.evaluate(({ app }) => app.exit(0)).catch(() => {});
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
