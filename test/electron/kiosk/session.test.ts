import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { isAllowedRequest } from '../../../electron/kiosk/network.ts';
import { installSession } from '../../../electron/kiosk/session.ts';

const ORIGIN = 'https://localhost';

test('the network is the UI and nothing else', () => {
  expect(isAllowedRequest('https://localhost/assets/a.js', ORIGIN)).toBe(true);
  expect(isAllowedRequest('data:image/svg+xml,x', ORIGIN)).toBe(true);
  for (const url of [
    'https://evil.example/',
    'http://localhost/',
    'wss://localhost/',
    'ws://127.0.0.1/',
    'ftp://localhost/',
    'file:///etc/passwd',
    'data:text/html,x',
    'blob:https://evil.example/1',
    'chrome://gpu',
    'nonsense',
  ]) {
    expect(isAllowedRequest(url, ORIGIN), url).toBe(false);
  }
});

type Handler = (...args: never[]) => unknown;

/** A session that remembers what was installed on it. */
class FakeSession extends EventEmitter {
  readonly installed = new Map<string, Handler>();
  proxy: object = {};
  readonly protocol = { handle: (scheme: string, handler: Handler) => this.installed.set(scheme, handler) };
  readonly webRequest = {
    onBeforeRequest: (handler: Handler) => this.installed.set('onBeforeRequest', handler),
  };
  setPermissionRequestHandler(handler: Handler): void {
    this.installed.set('request', handler);
  }
  setPermissionCheckHandler(handler: Handler): void {
    this.installed.set('check', handler);
  }
  setDevicePermissionHandler(handler: Handler): void {
    this.installed.set('device', handler);
  }
  setDisplayMediaRequestHandler(handler: Handler): void {
    this.installed.set('display', handler);
  }
  async setProxy(rules: object): Promise<void> {
    this.proxy = rules;
  }
  setCertificateVerifyProc(handler: Handler): void {
    this.installed.set('certificate', handler);
  }
  /** Calls a handler whose last argument is a callback; gives back what the callback got. */
  ask(name: string, ...args: unknown[]): unknown {
    let given: unknown = 'not called';
    const callback = (value: unknown) => {
      given = value;
    };
    (this.installed.get(name) as (...all: unknown[]) => unknown)(...args, callback);
    return given;
  }
}

function installed() {
  const session = new FakeSession();
  const app = new EventEmitter();
  installSession({
    app: app as unknown as Electron.App,
    session: session as unknown as Electron.Session,
    uiOrigin: ORIGIN,
    files: new Map(),
  });
  return { session, app };
}

test.each(['geolocation', 'media', 'clipboard-read', 'a-name-of-tomorrow'])(
  'denies %s, asked or checked',
  (name) => {
    const { session } = installed();
    expect(session.ask('request', null, name)).toBe(false);
    expect((session.installed.get('check') as Handler)(...([null, name] as never[]))).toBe(false);
  },
);

test('gives out no device and no screen', () => {
  const { session } = installed();
  expect((session.installed.get('device') as () => unknown)()).toBe(false);
  expect(session.ask('display', {})).toBeNull();
  const choices = { 'select-hid-device': 1, 'select-usb-device': 1, 'select-serial-port': 2 };
  for (const [event, before] of Object.entries(choices)) {
    let prevented = false;
    let chosen: unknown = 'nothing yet';
    const rest = Array.from({ length: before }, () => ({}));
    const choose = (device: unknown) => {
      chosen = device;
    };
    session.emit(event, { preventDefault: () => (prevented = true) }, ...rest, choose);
    expect(prevented, event).toBe(true);
    expect(Boolean(chosen), event).toBe(false);
  }
});

test('saves nothing, trusts no certificate, answers no login', () => {
  const { session, app } = installed();
  let prevented = 0;
  const event = { preventDefault: () => (prevented += 1) };
  session.emit('will-download', event);
  expect(session.ask('certificate', {})).toBe(-2);
  const answers: unknown[][] = [];
  const callback = (...answer: unknown[]) => void answers.push(answer);
  app.emit('certificate-error', event, {}, 'https://localhost/', 'error', {}, callback);
  app.emit('select-client-certificate', event, null, '', [{}], callback);
  app.emit('login', event, null, {}, {}, callback);
  expect(prevented).toBe(4);
  expect(answers).toEqual([[false], [], []]);
});

test('cancels requests for anything else, and has no way but a dead proxy', () => {
  const { session } = installed();
  expect(session.proxy).toMatchObject({ mode: 'fixed_servers', proxyBypassRules: '<-loopback>' });
  expect(session.ask('onBeforeRequest', { url: 'https://evil.example/' })).toEqual({ cancel: true });
  expect(session.ask('onBeforeRequest', { url: 'https://localhost/' })).toEqual({ cancel: false });
});
