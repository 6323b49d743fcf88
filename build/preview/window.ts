import { readFileSync } from 'node:fs';
import { app, type OpenWindow } from './app.ts';
import { VirtualKeys } from './authenticator.ts';
import { PreviewContents } from './contents.ts';
import { Engine } from './engine.ts';
import { Events, preventable } from './events.ts';
import { THIS_MACHINE } from './find-browser.ts';
import { noOp } from './limits.ts';
import { type PreviewOptions, previewOptions } from './options.ts';
import { PreviewSession, session } from './session.ts';
import type { WindowOptions, WindowSlice } from './slice.ts';
import { strict } from './strict.ts';

const WINDOW_EVENTS = {
  'ready-to-show': 'emitted',
  close: 'emitted when the app quits; a person who closes the browser cannot be stopped',
};

/** The members of `webPreferences` that the stand-in reads. */
function readPreferences(options: WindowOptions): { preload: string; session: PreviewSession } {
  const preload = options.webPreferences?.preload;
  const given = options.webPreferences?.session as unknown;
  return {
    preload: preload === undefined ? '' : readFileSync(preload, 'utf8'),
    session:
      given instanceof PreviewSession
        ? given
        : session.fromPartition(options.webPreferences?.partition ?? ''),
  };
}

/** One window with one browser behind it. */
class PreviewWindow extends Events {
  readonly webContents: PreviewContents;
  readonly show = noOp('window.show');
  readonly setKiosk = noOp('window.setKiosk');
  readonly setBounds = noOp('window.setBounds');
  readonly setAlwaysOnTop = noOp('window.setAlwaysOnTop');
  readonly setContentProtection = noOp('window.setContentProtection');
  private readonly engine: Engine;
  private readonly preview: PreviewOptions;
  /** How the app knows this window: an object that is the same with and without the Proxy. */
  private readonly entry: OpenWindow;
  private shown = false;
  private destroyed = false;

  constructor(options: WindowOptions = {}) {
    super('BrowserWindow', WINDOW_EVENTS);
    const preview = previewOptions(THIS_MACHINE);
    this.preview = preview;
    const preferences = readPreferences(options);
    const contents = new PreviewContents(preferences.session);
    this.webContents = strict('webContents', contents);
    this.engine = new Engine({
      options: preview,
      colour: options.backgroundColor ?? '#fff',
      preload: preferences.preload,
      keys: preview.virtualAuthenticator ? new VirtualKeys(preview.authenticatorFile) : null,
      ears: contents.ears(this.webContents, () => this.gone()),
    });
    contents.attach(this.engine);
    this.entry = { mayClose: () => this.mayClose(), shut: () => this.shut() };
    app.openWindows.add(this.entry);
    app.emit('web-contents-created', preventable({}), this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
    if (this.shown) return;
    this.shown = true;
    this.emit('ready-to-show');
  }

  getBounds(): Electron.Rectangle {
    const { width, height } = this.preview;
    return { x: 0, y: 0, width, height };
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  mayClose(): boolean {
    const event = preventable({});
    this.emit('close', event);
    return !event.defaultPrevented;
  }

  destroy(): void {
    void this.engine.close().then(() => this.gone());
  }

  private async shut(): Promise<void> {
    this.destroyed = true;
    await this.engine.close();
  }

  private gone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.webContents.detach();
    app.windowClosed(this.entry);
  }
}

/** A class, as in Electron: `new BrowserWindow(options)`. */
export class BrowserWindow extends PreviewWindow {
  constructor(options?: WindowOptions) {
    super(options);
    // biome-ignore lint/correctness/noConstructorReturn: unknown members of a window must throw by name, too.
    return strict('BrowserWindow', this);
  }
}

BrowserWindow satisfies new (
  options?: WindowOptions,
) => WindowSlice;
