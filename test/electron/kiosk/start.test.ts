import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { asRefusal } from '../../../electron/contract/refusal.ts';
import { installClosing } from '../../../electron/kiosk/closing.ts';
import { installFatal } from '../../../electron/kiosk/fatal.ts';
import { kioskHost } from '../../../electron/kiosk/host.ts';
import { kioskSettings } from '../../../electron/kiosk/machine.ts';
import { kioskWindowOptions } from '../../../electron/kiosk/window.ts';

/** What `settings_unusable` names. */
function problemOf(env: Record<string, string>): string {
  try {
    kioskSettings(env, '/s');
    return '';
  } catch (thrown) {
    expect(asRefusal(thrown).slug).toBe('settings_unusable');
    return asRefusal(thrown).details.detail ?? '';
  }
}

test('window options, whole: a changed word shows up here', () => {
  const session = {} as Electron.Session;
  expect(kioskWindowOptions({ preload: '/p.cjs', session, packaged: true })).toEqual({
    title: 'Latchkey',
    backgroundColor: '#14213a',
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
    alwaysOnTop: true,
    acceptFirstMouse: false,
    webPreferences: {
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      plugins: false,
      zoomFactor: 1,
      autoplayPolicy: 'user-gesture-required',
      disableHtmlFullscreenWindowResize: true,
      backgroundThrottling: false,
      devTools: false,
      preload: '/p.cjs',
      session,
    },
  });
  expect(kioskWindowOptions({ preload: '', session, packaged: false }).webPreferences?.devTools).toBe(true);
});

describe('the settings of the kiosk', () => {
  const DIRECTORY = { LATCHKEY_DIRECTORY: 'https://localhost:8443' };
  test('has defaults for all but the directory', () => {
    expect(kioskSettings(DIRECTORY, '/state')).toEqual({
      directory: 'https://localhost:8443/',
      caFile: null,
      state: '/state',
      rpId: 'localhost',
      uiOrigin: 'https://localhost',
      keychainGroup: null,
      technicianKey: null,
      answers: null,
    });
  });
  test.each(['', 'localhost:8443', 'http://localhost:8443', 'file:///x'])(
    'refuses the directory %j',
    (url) => {
      expect(problemOf({ LATCHKEY_DIRECTORY: url })).toContain('LATCHKEY_DIRECTORY');
    },
  );
  test.each([
    '127.0.0.1',
    'a.example:8443',
    'https://a.example',
    'A.example',
    'a..example',
    'a.example/x',
    '[::1]',
  ])('refuses the RP ID %j', (rpId) => {
    expect(problemOf({ ...DIRECTORY, LATCHKEY_RP_ID: rpId })).toContain('LATCHKEY_RP_ID');
  });
  test.each([
    'http://localhost',
    'https://localhost:8443',
    'https://localhost/',
    'https://elsewhere.example',
  ])('refuses the UI origin %j', (origin) => {
    expect(problemOf({ ...DIRECTORY, LATCHKEY_UI_ORIGIN: origin })).toContain('LATCHKEY_UI_ORIGIN');
  });
  test('takes a UI origin below the RP ID', () => {
    const env = { ...DIRECTORY, LATCHKEY_RP_ID: 'a.example', LATCHKEY_UI_ORIGIN: 'https://set-up.a.example' };
    expect(kioskSettings(env, '/s').uiOrigin).toBe('https://set-up.a.example');
  });
  test('takes a keychain group as Apple writes them, and nothing else', () => {
    const group = 'ABCDE12345.com.example.latchkey.webauthn';
    expect(kioskSettings({ ...DIRECTORY, LATCHKEY_KEYCHAIN_GROUP: group }, '/s').keychainGroup).toBe(group);
    expect(problemOf({ ...DIRECTORY, LATCHKEY_KEYCHAIN_GROUP: 'x' })).toContain('LATCHKEY_KEYCHAIN_GROUP');
  });
});

test('says which host it is', () => {
  const virtual = { LATCHKEY_PREVIEW_AUTHENTICATOR: 'virtual' };
  expect(kioskHost({ electron: '45.4.1' }, virtual)).toEqual({
    name: 'electron',
    virtualAuthenticator: false,
  });
  expect(kioskHost({}, virtual)).toEqual({ name: 'preview', virtualAuthenticator: true });
  expect(kioskHost({}, {})).toEqual({ name: 'preview', virtualAuthenticator: false });
});

test('the window stays until the app itself ends', () => {
  const app = new EventEmitter();
  const window = new EventEmitter();
  installClosing({ app: app as unknown as Electron.App }).guard(window as unknown as Electron.BrowserWindow);
  let vetoes = 0;
  const event = { preventDefault: () => (vetoes += 1) };
  window.emit('close', event);
  expect(vetoes).toBe(1);
  app.emit('before-quit', {});
  window.emit('close', event);
  expect(vetoes).toBe(1);
});

test('an uncaught error ends the process once, starts a successor at most twice, and quotes nothing', () => {
  const told: string[] = [];
  const done: unknown[] = [];
  const app = {
    relaunch: (options: { args: string[] }) => void done.push(options.args),
    exit: (code: number) => void done.push(code),
  } as unknown as Pick<Electron.App, 'relaunch' | 'exit'>;
  const first = new EventEmitter();
  installFatal({ process: first, app, argv: ['main'], noticed: (kind) => void told.push(kind) });
  first.emit('uncaughtException', new RangeError('pass ABCD1234'));
  first.emit('unhandledRejection', 'pass ABCD1234');
  expect(done).toEqual([['main', '--latchkey-relaunch=1'], 1]);
  expect(told).toEqual(['RangeError']);
  done.length = 0;
  const third = new EventEmitter();
  installFatal({ process: third, app, argv: ['main', '--latchkey-relaunch=2'], noticed: () => {} });
  third.emit('unhandledRejection', new Error());
  expect(done).toEqual([1]);
});
