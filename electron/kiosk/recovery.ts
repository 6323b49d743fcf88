import type { App, BrowserWindow } from 'electron';
import { type CrashAction, installCrashes, relaunchArguments, relaunchCount } from './crashes.ts';
import { SAFE_SCREEN_PATH, SAFE_SCREEN_SECONDS } from './safe-screen.ts';

/** What recovery does to the window. */
type RecoverableWindow = Pick<BrowserWindow, 'loadURL' | 'isDestroyed'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'on' | 'reload'>;
};

/** Shows the safe screen, and after a minute calls `again`: there is always a next thing (rule 2). */
export function showSafeScreen(
  window: Pick<RecoverableWindow, 'loadURL' | 'isDestroyed'>,
  uiOrigin: string,
  again: () => void,
): NodeJS.Timeout {
  // A load that fails ends in a crash event or in the next try; it must not end the process.
  window.loadURL(`${uiOrigin}${SAFE_SCREEN_PATH}`).catch(() => {});
  return setTimeout(() => {
    if (!window.isDestroyed()) again();
  }, SAFE_SCREEN_SECONDS * 1000);
}

/** Ties the crash rule to what it can do. */
export function installRecovery(given: {
  readonly app: Pick<App, 'relaunch' | 'exit'>;
  readonly window: RecoverableWindow;
  readonly uiOrigin: string;
  readonly argv: readonly string[];
  readonly clock: () => number;
  readonly noticed: (reason: string, action: CrashAction) => void;
}): void {
  const { app, window, uiOrigin, argv } = given;
  let waiting: NodeJS.Timeout | undefined;
  const loadStart = (): void => void window.loadURL(`${uiOrigin}/`).catch(() => {});
  installCrashes({
    window,
    relaunches: relaunchCount(argv),
    clock: given.clock,
    noticed: given.noticed,
    act: {
      reload: () => window.webContents.reload(),
      'safe-screen': () => {
        clearTimeout(waiting);
        waiting = showSafeScreen(window, uiOrigin, loadStart);
      },
      relaunch: () => {
        app.relaunch({ args: relaunchArguments(argv) });
        app.exit(1);
      },
    },
  });
}
