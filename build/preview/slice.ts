/**
 * Which part of Electron's API the stand-in offers, in the words of Electron's own declarations. `main.ts` is checked
 * against the whole declarations; the stand-in is checked against these.
 */

/**
 * Like Pick, but a member that returns the whole object (`on` returns `this`) may return anything: the stand-in is not a
 * whole `App`. For overloaded members only the last overload is compared, so `on` is checked loosely.
 */
export type Slice<T, K extends keyof T> = {
  [P in K]: T[P] extends (...args: infer A) => T ? (...args: A) => unknown : T[P];
};

export type AppSlice = Slice<
  Electron.App,
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'isPackaged'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'getPath'
  | 'configureWebAuthn'
>;

export type ScreenSlice = Slice<Electron.Screen, 'getAllDisplays' | 'getDisplayMatching'>;

export type MenuSlice = Pick<typeof Electron.Menu, 'setApplicationMenu' | 'buildFromTemplate'>;

export type PowerSlice = Pick<Electron.PowerSaveBlocker, 'start'>;

export type SessionSlice = Slice<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setCertificateVerifyProc'
  | 'setProxy'
>;

export type ProtocolSlice = Pick<Electron.Protocol, 'handle'>;

export type ContentsSlice = Slice<
  Electron.WebContents,
  'send' | 'isDestroyed' | 'setWindowOpenHandler' | 'setVisualZoomLevelLimits' | 'setWebRTCIPHandlingPolicy'
>;

export type WindowSlice = Slice<
  Electron.BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'destroy'
  | 'isDestroyed'
  | 'getBounds'
  | 'setBounds'
  | 'setKiosk'
  | 'setAlwaysOnTop'
  | 'setContentProtection'
>;

/** What the stand-in reads of the options; the rest describes a window that the browser draws as it likes. */
export type WindowOptions = Electron.BrowserWindowConstructorOptions;
