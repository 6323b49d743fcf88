import type { BrowserWindowConstructorOptions, Session, WebPreferences } from 'electron';

/** Name of the window's session. Without the prefix `persist:` it lives in memory and leaves nothing on disk. */
export const KIOSK_PARTITION = 'latchkey';

/** The first colour on the screen, before the page has painted: `--night-top` of renderer/theme/tokens.css. */
export const KIOSK_BACKGROUND = '#14213a';

/**
 * What the renderer may be. Every line repeats a secure default on purpose: a test compares the whole object,
 * so that a change of a default in Electron, or of one word here, is seen.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
export const KIOSK_WEB_PREFERENCES = {
  /** A page with Node is a page that owns the machine. */
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  /** The bridge lives in a world that page scripts cannot reach into. */
  contextIsolation: true,
  /** The OS sandbox; `app.enableSandbox()` says it a second time for every process. */
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  /** Dropping a file or link on the window must not open it. */
  navigateOnDragDrop: false,
  /** `alert` and friends are windows that our key rules do not reach. */
  disableDialogs: true,
  /** The spell checker downloads dictionaries. */
  spellcheck: false,
  /** A screen in the background must still show the newest view at once. */
  backgroundThrottling: false,
} as const satisfies WebPreferences;

/** What differs from one start to the next. */
export interface KioskWindow {
  /** Absolute path of the bundled preload. */
  readonly preload: string;
  /** The one session, see `KIOSK_PARTITION`. */
  readonly session: Session;
  /** A packaged app has no developer tools at all. */
  readonly packaged: boolean;
}

/**
 * Options of the one window.
 *
 * `kiosk` is plain full screen on Windows and Linux (electron/electron#2272): the lock comes from the OS session.
 * `closable`, `minimizable` and `movable` do nothing on Linux; there the window manager decides.
 */
export function kioskWindowOptions(given: KioskWindow): BrowserWindowConstructorOptions {
  return {
    title: 'Latchkey',
    backgroundColor: KIOSK_BACKGROUND,
    /** Shown at `ready-to-show`, so that nobody sees a white flash. */
    show: false,
    kiosk: true,
    fullscreen: true,
    frame: false,
    resizable: false,
    closable: false,
    minimizable: false,
    maximizable: false,
    movable: false,
    skipTaskbar: true,
    autoHideMenuBar: true,
    webPreferences: {
      ...KIOSK_WEB_PREFERENCES,
      devTools: !given.packaged,
      preload: given.preload,
      session: given.session,
    },
  };
}
