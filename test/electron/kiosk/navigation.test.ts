import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { installNavigation, isAllowedNavigation } from '../../../electron/kiosk/navigation.ts';

const ORIGIN = 'https://localhost';

test('the page may only go where it is', () => {
  expect(isAllowedNavigation('https://localhost/', ORIGIN)).toBe(true);
  expect(isAllowedNavigation('https://localhost:443/', ORIGIN)).toBe(true);
  expect(isAllowedNavigation('https://localhost/#top', ORIGIN)).toBe(true);
});

test.each([
  'https://localhost.evil.example/',
  'https://localhost@evil.example/',
  'https://user:x@localhost/',
  'https://localhost:8443/',
  'http://localhost/',
  'https://localhost/assets/index.js',
  'https://localhost/?next=x',
  'https://LOCALHOST.:443/',
  'data:text/html,x',
  'about:blank',
  'blob:https://localhost/1',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'chrome://settings',
  'view-source:https://localhost/',
  'not a url',
  '',
])('it may not go to %j', (url) => {
  expect(isAllowedNavigation(url, ORIGIN)).toBe(false);
});

/** Just enough of a page to install on. */
class FakeContents extends EventEmitter {
  openHandler: ((details: object) => unknown) | null = null;
  setWindowOpenHandler(handler: (details: object) => unknown): void {
    this.openHandler = handler;
  }
  /** Emits a navigation and says whether it was stopped. */
  stopped(event: string, url: string, isMainFrame = true): boolean {
    let stopped = false;
    this.emit(event, {
      url,
      isMainFrame,
      preventDefault: () => {
        stopped = true;
      },
    });
    return stopped;
  }
}

function installed(): FakeContents {
  const app = new EventEmitter();
  installNavigation({ app: app as unknown as Electron.App, uiOrigin: ORIGIN });
  const contents = new FakeContents();
  app.emit('web-contents-created', {}, contents);
  return contents;
}

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s is judged', (event) => {
  const contents = installed();
  expect(contents.stopped(event, 'https://evil.example/')).toBe(true);
  expect(contents.stopped(event, 'https://localhost/')).toBe(false);
});

test('a frame inside the page goes nowhere, not even home', () => {
  expect(installed().stopped('will-frame-navigate', 'https://localhost/', false)).toBe(true);
});

test('no window, no webview', () => {
  const contents = installed();
  expect(contents.openHandler?.({ url: 'https://localhost/' })).toEqual({ action: 'deny' });
  expect(contents.stopped('will-attach-webview', '')).toBe(true);
});
