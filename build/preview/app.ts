import { join } from 'node:path';
import { Events, preventable } from './events.ts';
import { noOp } from './limits.ts';
import { endWithSupervisor, startSuccessor } from './relaunch.ts';
import type { AppSlice } from './slice.ts';
import { strict } from './strict.ts';

const NEVER = 'never: no TLS takes place';

const APP_EVENTS = {
  'before-quit': 'emitted',
  'will-quit': 'emitted',
  'web-contents-created': 'emitted',
  'child-process-gone': 'never: the browser looks after its own processes',
  'certificate-error': NEVER,
  'select-client-certificate': NEVER,
  login: NEVER,
};

/** What the app has to know of a window in order to end it. */
export interface OpenWindow {
  /** Asks its `close` listeners; `false` when one of them vetoed. */
  mayClose(): boolean;
  /** Ends the browser behind it, without asking. */
  shut(): Promise<void>;
}

class PreviewApp extends Events {
  readonly isPackaged = false;
  readonly enableSandbox = noOp('app.enableSandbox');
  readonly configureWebAuthn = noOp('app.configureWebAuthn');
  readonly requestSingleInstanceLock = noOp('app.requestSingleInstanceLock', true);
  /** Not Electron's: the windows that are open. */
  readonly openWindows = new Set<OpenWindow>();
  private successor: readonly string[] | null = null;
  private readonly readiness: Promise<void>;

  constructor() {
    super('app', APP_EVENTS);
    // After the main module has run, so that what must come before `ready` does.
    this.readiness = new Promise((resolve) => setImmediate(resolve));
    // Electron on Linux and macOS ends in an orderly way on these.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit());
    endWithSupervisor(() => this.quit());
  }

  whenReady(): Promise<void> {
    return this.readiness;
  }

  quit(): void {
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    if (![...this.openWindows].every((window) => window.mayClose())) return;
    const will = preventable({});
    this.emit('will-quit', will);
    if (!will.defaultPrevented) this.exit(0);
  }

  exit(code = 0): void {
    const windows = [...this.openWindows];
    this.openWindows.clear();
    void Promise.allSettled(windows.map((window) => window.shut())).then(() => this.leave(code));
  }

  relaunch(options: { args?: readonly string[] } = {}): void {
    this.successor = options.args ?? process.argv.slice(1);
  }

  /** The last window has gone: Electron ends the app, unless somebody listens, and nobody does. */
  windowClosed(window: OpenWindow): void {
    if (!this.openWindows.delete(window) || this.openWindows.size > 0) return;
    this.quit();
  }

  /** Only `userData`, for a state folder that nobody chose: inside the project, where git does not look. */
  getPath(name: string): string {
    if (name === 'userData') return join(process.cwd(), '.latchkey', 'preview');
    throw new TypeError(`app.getPath('${name}') is not in the preview's slice of Electron`);
  }

  private leave(code: number): void {
    if (this.successor === null) process.exit(code);
    startSuccessor(this.successor, code);
  }
}

const checked = new PreviewApp();
checked satisfies AppSlice;

export const app = strict('app', checked);
