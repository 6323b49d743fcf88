import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installRecovery, isOwnPage } from '../../../electron/kiosk/recovery.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function recovering(load: (url: string) => Promise<void> = async () => {}) {
  const done: string[] = [];
  const events = new EventEmitter();
  let destroyed = false;
  const webContents = events;
  const window = {
    webContents,
    isDestroyed: () => destroyed,
    loadURL: (url: string) => {
      done.push(new URL(url).pathname);
      return load(url);
    },
  };
  const app = {
    on: () => app,
    relaunch: (options: { args: string[] }) => void done.push(`relaunch ${options.args}`),
    exit: (code: number) => void done.push(`exit ${code}`),
  };
  const loadStart = installRecovery({
    app: app as unknown as Electron.App,
    window: window as unknown as Electron.BrowserWindow,
    uiOrigin: 'https://localhost',
    argv: ['main'],
    clock: () => 0,
    noticed: () => {},
  });
  return {
    done,
    loadStart,
    crash: () => events.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }),
    destroy: () => {
      destroyed = true;
    },
  };
}

test('reload, then the safe screen and the usual one again after a minute, then a new process', () => {
  const { done, crash } = recovering();
  for (let count = 0; count < 4; count += 1) crash();
  expect(done).toEqual(['/', '/', '/', '/safe-screen']);
  vi.advanceTimersByTime(60_000);
  expect(done.at(-1)).toBe('/');
  crash();
  crash();
  expect(done.slice(-3)).toEqual(['/safe-screen', 'relaunch main,--latchkey-relaunch=1', 'exit 1']);
});

test('two safe screens in a row leave one timer', () => {
  const { done, crash } = recovering();
  for (let count = 0; count < 5; count += 1) crash();
  vi.advanceTimersByTime(120_000);
  expect(done.filter((what) => what === '/')).toHaveLength(3 + 1);
});

test('a start page that cannot be loaded gives the safe screen, and no error', async () => {
  const { done, loadStart } = recovering(async (url) => {
    if (url.endsWith('/')) throw new Error('ERR_FAILED');
  });
  await loadStart();
  expect(done).toEqual(['/', '/safe-screen']);
});

test('nothing is loaded into a window that has gone', async () => {
  const gone = recovering(async () => {
    throw new Error('ERR_ABORTED');
  });
  gone.destroy();
  await gone.loadStart();
  gone.crash();
  vi.advanceTimersByTime(60_000);
  expect(gone.done).toEqual(['/']);
});

test('its own pages are two, whatever a fragment says', () => {
  const own = (url: string) => isOwnPage(url, 'https://localhost');
  expect([
    own('https://localhost/'),
    own('https://localhost/#a'),
    own('https://localhost/safe-screen'),
  ]).toEqual([true, true, true]);
  for (const url of [
    'about:blank',
    'blob:https://localhost/1',
    'data:text/html,x',
    'https://localhost/x',
    '',
  ])
    expect(own(url), url).toBe(false);
});
