import type { Download } from 'playwright-core';
import type { PreviewFrame } from './contexts.ts';
import type { Engine, EngineEars } from './engine.ts';
import { Events, preventable } from './events.ts';
import { noOp } from './limits.ts';
import type { PreviewSession } from './session.ts';
import type { ContentsSlice } from './slice.ts';
import { strict } from './strict.ts';

const CONTENTS_EVENTS = {
  'did-finish-load': 'emitted',
  'render-process-gone': 'emitted',
  'will-navigate': 'emitted for http and https; about: and blob: cannot be stopped',
  'will-frame-navigate': 'emitted for http and https; about: and blob: cannot be stopped',
  'before-input-event': 'emitted; browser chords are prevented already, plain keys cannot be',
  'will-redirect': 'never: our own handler answers every request, and makes no redirects',
  'will-attach-webview': 'never: a browser has no webview',
  'before-mouse-event': 'never: middle clicks and clicks with modifiers are always prevented',
  'did-navigate': 'emitted',
  'preload-error': 'never: what fails there is in the console of the page',
  unresponsive: 'emitted',
  responsive: 'emitted',
};

type WindowOpenHandler = Parameters<ContentsSlice['setWindowOpenHandler']>[0];

/** The members of IpcMainInvokeEvent that the bridge reads. */
interface InvokeEvent {
  readonly sender: object;
  readonly senderFrame: PreviewFrame | null;
  readonly type: 'frame';
}

type InvokeHandler = (event: InvokeEvent, ...args: unknown[]) => unknown;

export class PreviewContents extends Events {
  readonly session: PreviewSession;
  readonly ipc: { handle(channel: string, handler: InvokeHandler): void };
  readonly setVisualZoomLevelLimits = noOp('contents.setVisualZoomLevelLimits', Promise.resolve());
  readonly setWebRTCIPHandlingPolicy = noOp('contents.setWebRTCIPHandlingPolicy');
  private readonly handlers = new Map<string, InvokeHandler>();
  private openHandler: WindowOpenHandler | null = null;
  private engine: Engine | null = null;

  constructor(session: PreviewSession) {
    super('webContents', CONTENTS_EVENTS);
    this.session = session;
    const { handlers } = this;
    this.ipc = strict('webContents.ipc', {
      handle(channel: string, handler: InvokeHandler) {
        if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
        handlers.set(channel, handler);
      },
    });
  }

  /** Not Electron's: which browser shows this page. */
  attach(engine: Engine): void {
    this.engine = engine;
  }

  async load(url: string): Promise<void> {
    await this.engine?.navigate(url);
  }

  send(channel: string, ...args: unknown[]): void {
    this.engine?.send(channel, args);
  }

  isDestroyed(): boolean {
    return this.engine === null;
  }

  detach(): void {
    this.engine = null;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }

  /** What the engine calls. `self` is the object that the app knows: the sender of messages is compared with it. */
  ears(self: object, closed: () => void): EngineEars {
    return {
      invoke: async (frame, channel, args) => {
        const handler = this.handlers.get(channel);
        if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
        return handler({ sender: self, senderFrame: frame, type: 'frame' }, ...args);
      },
      key: (input) => void this.emit('before-input-event', preventable({}), input),
      mayNavigate: (url, isMainFrame) => this.mayNavigate(url, isMainFrame),
      answer: (route) => this.session.protocol.answer(route),
      opened: (url) => this.openHandler?.({ url } as Parameters<WindowOpenHandler>[0]),
      downloaded: (download) => this.download(download),
      loaded: () => void this.emit('did-finish-load'),
      navigated: (url) => void this.emit('did-navigate', preventable({}), url, -1, ''),
      hangs: (now) => void this.emit(now ? 'unresponsive' : 'responsive'),
      gone: (reason, exitCode) => {
        this.emit('render-process-gone', preventable({}), { reason, exitCode });
      },
      closed,
    };
  }

  private mayNavigate(url: string, isMainFrame: boolean): boolean {
    const members = { url, isMainFrame, isSameDocument: false, frame: null, initiator: null };
    const frames = preventable(members);
    this.emit('will-frame-navigate', frames);
    const main = preventable(members);
    if (isMainFrame) this.emit('will-navigate', main);
    return !frames.defaultPrevented && !main.defaultPrevented;
  }

  /** Cancelled whatever the listeners say: the preview saves nothing. */
  private download(download: Download): void {
    this.session.emit('will-download', preventable({}), { getURL: () => download.url() }, this);
    void download.cancel().catch(() => {});
  }
}
