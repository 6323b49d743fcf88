/**
 * Calls that do nothing in the preview, each with the reason why that is bearable. The preview locks nothing, and this
 * is the list of what it does not do.
 */
export const NO_OPS = {
  'app.enableSandbox': "Chromium's own sandbox is on unless the preview runs as root",
  'app.requestSingleInstanceLock': 'answers yes; the journal has a lock of its own',
  'app.commandLine.appendSwitch': 'the browser is started by the preview, with its own switches',
  'session.setPermissionRequestHandler': 'never asked: the browser is told to deny every permission',
  'session.setPermissionCheckHandler': 'never asked: the browser is told to deny every permission',
  'session.setDevicePermissionHandler': 'never asked: the browser is told to deny every permission',
  'session.setDisplayMediaRequestHandler': 'never asked: the browser is told to deny every permission',
  'session.setCertificateVerifyProc': 'never asked: no TLS takes place',
  'menu.setApplicationMenu': 'the kiosk window of a browser has no menu',
  'menu.buildFromTemplate': 'the kiosk window of a browser has no menu',
  'powerSaveBlocker.start': 'a development machine may sleep',
  'powerSaveBlocker.stop': 'a development machine may sleep',
  'window.show': 'the browser window is on screen from the start, in the background colour',
  'window.focus': 'the window manager decides',
  'window.setAlwaysOnTop': 'the window manager decides',
  'window.setContentProtection': 'screenshots are what a preview is for',
  'contents.setVisualZoomLevelLimits': 'zoom keys are prevented by the key rules',
} as const satisfies Record<string, string>;

/** A function of the table above: it takes anything and gives back what it is told to. */
export function noOp<T = void>(_name: keyof typeof NO_OPS, answer?: T): (...args: unknown[]) => T {
  return () => answer as T;
}
