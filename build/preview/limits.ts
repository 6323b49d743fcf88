/**
 * Calls that do nothing in the preview, each with the reason why that is bearable. The preview locks nothing, and this
 * is the list of what it does not do.
 */
export const NO_OPS = {
  'app.enableSandbox': "Chromium's own sandbox is on unless the preview runs as root",
  'app.configureWebAuthn': 'real authenticators need Electron; the virtual one is an option of the preview',
  'app.requestSingleInstanceLock': 'answers yes; the journal has a lock of its own',
  'session.setPermissionRequestHandler': 'never asked: the browser is told to deny every permission',
  'session.setPermissionCheckHandler': 'never asked: the browser is told to deny every permission',
  'session.setDevicePermissionHandler': 'never asked: the browser is told to deny every permission',
  'session.setDisplayMediaRequestHandler': 'never asked: the browser is told to deny every permission',
  'session.setCertificateVerifyProc': 'never asked: no TLS takes place',
  'menu.setApplicationMenu': 'the kiosk window of a browser has no menu',
  'menu.buildFromTemplate': 'the kiosk window of a browser has no menu',
  'powerSaveBlocker.start': 'a development machine may sleep',
  'window.show': 'the browser window is on screen from the start, in the background colour',
  'window.setKiosk': 'the browser is in kiosk mode from the start, unless a size was asked for',
  'window.setBounds': 'the browser window stays where it is',
  'window.setAlwaysOnTop': 'the window manager decides',
  'window.setContentProtection': 'screenshots are what a preview is for',
  'session.setProxy': 'the browser is started with the same dead proxy',
  'contents.setWebRTCIPHandlingPolicy': 'the browser is started with the same policy',
  'contents.setVisualZoomLevelLimits': 'zoom keys are prevented by the key rules',
} as const satisfies Record<string, string>;

/** A function of the table above: it takes anything and gives back what it is told to. */
export function noOp<T = void>(_name: keyof typeof NO_OPS, answer?: T): (...args: unknown[]) => T {
  return () => answer as T;
}
