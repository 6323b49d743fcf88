import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import {
  type CrashAction,
  crashPolicy,
  installCrashes,
  MAX_RELAUNCHES,
  relaunchArguments,
  relaunchCount,
} from '../../../electron/kiosk/crashes.ts';

const MINUTE = 60_000;

afterEach(() => vi.useRealTimers());

test('reloads three times, then the safe screen twice, then a new process', () => {
  const history: number[] = [];
  const actions: CrashAction[] = [];
  for (let now = 0; now < 7; now += 1) {
    history.push(now);
    actions.push(crashPolicy(history, now));
  }
  expect(actions).toEqual([
    'reload',
    'reload',
    'reload',
    'safe-screen',
    'safe-screen',
    'relaunch',
    'relaunch',
  ]);
});

test('forgets what is ten minutes old', () => {
  expect(crashPolicy([0, 1, 2, 10 * MINUTE + 3], 10 * MINUTE + 3)).toBe('reload');
  expect(crashPolicy([0, 1, 2, 9 * MINUTE], 9 * MINUTE)).toBe('safe-screen');
});

test('starts no process any more once the cap is reached', () => {
  const many = Array.from({ length: 50 }, (_, index) => index);
  expect(crashPolicy(many, 50, MAX_RELAUNCHES - 1)).toBe('relaunch');
  expect(crashPolicy(many, 50, MAX_RELAUNCHES)).toBe('safe-screen');
});

test('hands the count on, and takes a strange one as the cap', () => {
  const once = relaunchArguments(['main.ts', '--other']);
  expect(relaunchCount(once)).toBe(1);
  expect(relaunchCount(relaunchArguments(once))).toBe(2);
  expect(relaunchArguments(once)).toHaveLength(3);
  expect(relaunchCount(['main.ts'])).toBe(0);
  expect(relaunchCount(['--latchkey-relaunch=-1'])).toBe(MAX_RELAUNCHES);
  expect(relaunchCount(['--latchkey-relaunch=x'])).toBe(MAX_RELAUNCHES);
});

function watched(destroyed = false) {
  const app = new EventEmitter();
  const webContents = new EventEmitter();
  const actions: CrashAction[] = [];
  const act = (action: CrashAction) => () => void actions.push(action);
  installCrashes({
    app: app as unknown as Electron.App,
    isOwnPage: (url) => url === 'https://localhost/',
    window: { webContents: webContents as unknown as Electron.WebContents, isDestroyed: () => destroyed },
    relaunches: 0,
    clock: () => 0,
    noticed: () => {},
    act: { reload: act('reload'), 'safe-screen': act('safe-screen'), relaunch: act('relaunch') },
  });
  return { app, webContents, actions };
}

test('acts on a crash, not on an orderly end, not for a window that has gone', () => {
  const { webContents, actions } = watched();
  webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
  expect(actions).toEqual([]);
  webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 });
  expect(actions).toEqual(['reload']);
  const gone = watched(true);
  gone.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  expect(gone.actions).toEqual([]);
});

test('a page that hangs is given time, then treated like one that crashed', () => {
  vi.useFakeTimers();
  const { webContents, actions } = watched();
  webContents.emit('unresponsive');
  vi.advanceTimersByTime(14_000);
  webContents.emit('responsive');
  vi.advanceTimersByTime(60_000);
  expect(actions).toEqual([]);
  webContents.emit('unresponsive');
  vi.advanceTimersByTime(15_000);
  expect(actions).toEqual(['reload']);
});

test('a GPU process that went, a preload that failed and a page that strayed count as crashes', () => {
  const { app, webContents, actions } = watched();
  app.emit('child-process-gone', {}, { type: 'Utility', reason: 'crashed' });
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'clean-exit' });
  webContents.emit('did-navigate', {}, 'https://localhost/', 200, '');
  expect(actions).toEqual([]);
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed' });
  webContents.emit('preload-error', {}, '/p.cjs', new Error());
  webContents.emit('did-navigate', {}, 'about:blank', -1, '');
  webContents.emit('did-navigate', {}, 'about:blank', -1, '');
  expect(actions).toEqual(['reload', 'reload', 'reload', 'safe-screen']);
});
