import type { BrowserWindowConstructorOptions, Rectangle, Session, WebPreferences } from 'electron';
import { type OptionRow, optionsOf } from './rows.ts';

/** The first colour on the screen, before the page has painted: `--night-top` of renderer/theme/tokens.css. */
export const KIOSK_BACKGROUND = '#14213a';

/**
 * What the renderer may be. Rows repeat secure defaults on purpose: a change of a default in Electron, or of one word
 * here, is seen. https://www.electronjs.org/docs/latest/tutorial/security
 */
export const KIOSK_WEB_PREFERENCES: readonly OptionRow<WebPreferences>[] = [
  { option: 'nodeIntegration', value: false, why: 'a page with Node is a page that owns the machine' },
  { option: 'nodeIntegrationInWorker', value: false, why: 'nor may a worker have it' },
  { option: 'nodeIntegrationInSubFrames', value: false, why: 'nor a frame; the preload runs in the top one' },
  { option: 'contextIsolation', value: true, why: 'the bridge lives in a world page scripts cannot reach' },
  { option: 'sandbox', value: true, why: 'the OS sandbox; enableSandbox() says it again for every process' },
  { option: 'webSecurity', value: true, why: 'the same-origin policy' },
  { option: 'allowRunningInsecureContent', value: false, why: 'no http inside https' },
  { option: 'experimentalFeatures', value: false, why: 'no unfinished Chromium features' },
  { option: 'webviewTag', value: false, why: 'a webview is a second page with preferences of its own' },
  { option: 'navigateOnDragDrop', value: false, why: 'a file or link dropped on the window must not open' },
  { option: 'disableDialogs', value: true, why: 'alert and friends are windows our key rules do not reach' },
  { option: 'spellcheck', value: false, why: 'the spell checker downloads dictionaries' },
  { option: 'plugins', value: false, why: 'the PDF viewer is a plug-in with save and print buttons' },
  { option: 'zoomFactor', value: 1, why: 'people enlarge text in the preferences, which keeps every button' },
  { option: 'autoplayPolicy', value: 'user-gesture-required', why: 'nothing plays by itself' },
  { option: 'disableHtmlFullscreenWindowResize', value: true, why: 'a page cannot change the window' },
  {
    option: 'backgroundThrottling',
    value: false,
    why: 'a hidden screen still shows the newest view at once',
  },
];

/**
 * What the one window is. `kiosk` is plain full screen on Windows and Linux (electron/electron#2272): the lock comes
 * from the OS session. `closable`, `minimizable` and `movable` do nothing on Linux, where the window manager decides.
 */
export const KIOSK_WINDOW: readonly OptionRow<BrowserWindowConstructorOptions>[] = [
  { option: 'title', value: 'Latchkey', why: 'what a screen reader says first' },
  { option: 'backgroundColor', value: KIOSK_BACKGROUND, why: 'no white flash before the first paint' },
  { option: 'show', value: false, why: 'shown at ready-to-show, for the same reason' },
  { option: 'kiosk', value: true, why: 'macOS: no Dock, no menu bar, no switching, no force quit' },
  { option: 'fullscreen', value: true, why: 'covers its display on every platform' },
  { option: 'frame', value: false, why: 'a title bar has buttons and a menu' },
  { option: 'resizable', value: false, why: 'what is behind must stay behind' },
  { option: 'closable', value: false, why: 'closing leads to the desktop' },
  { option: 'minimizable', value: false, why: 'so does minimizing' },
  { option: 'maximizable', value: false, why: 'un-maximizing shows what is behind' },
  { option: 'movable', value: false, why: 'moving shows what is behind' },
  { option: 'skipTaskbar', value: true, why: 'a taskbar entry has a menu' },
  { option: 'autoHideMenuBar', value: true, why: 'there is no menu; the bar must not come either' },
  { option: 'alwaysOnTop', value: true, why: 'notifications and other windows stay below' },
  {
    option: 'acceptFirstMouse',
    value: false,
    why: 'a click that only raises the window must not press a button',
  },
];

/** What differs from one start to the next. */
export interface KioskWindow {
  /** Absolute path of the bundled preload. */
  readonly preload: string;
  /** The one session, see `partition.ts`. */
  readonly session: Session;
  /** A packaged app has no developer tools at all. */
  readonly packaged: boolean;
}

/** Options of the one window that shows the flow. */
export function kioskWindowOptions(given: KioskWindow): BrowserWindowConstructorOptions {
  return {
    ...optionsOf(KIOSK_WINDOW),
    webPreferences: {
      ...optionsOf(KIOSK_WEB_PREFERENCES),
      devTools: !given.packaged,
      preload: given.preload,
      session: given.session,
    },
  };
}

/**
 * Options of a window that covers one further display. It loads nothing and has neither preload nor script: it is a
 * curtain. It takes no focus, so that typing stays where the fields are.
 */
export function coverWindowOptions(bounds: Rectangle, session: Session): BrowserWindowConstructorOptions {
  return {
    ...optionsOf(KIOSK_WINDOW),
    ...bounds,
    show: true,
    focusable: false,
    webPreferences: { ...optionsOf(KIOSK_WEB_PREFERENCES), javascript: false, devTools: false, session },
  };
}
