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
): NodeJS.Timeout | undefined {
  if (window.isDestroyed()) return undefined;
  // A load that fails ends in a crash event or in the next try; it must not end the process.
  window.loadURL(`${uiOrigin}${SAFE_SCREEN_PATH}`).catch(() => {});
  return setTimeout(() => {
    if (!window.isDestroyed()) again();
  }, SAFE_SCREEN_SECONDS * 1000);
}

/** Ties the crash rule to what it can do. Gives back the way to load the start page, which never rejects. */
export function installRecovery(given: {
  readonly app: Pick<App, 'relaunch' | 'exit'>;
  readonly window: RecoverableWindow;
  readonly uiOrigin: string;
  readonly argv: readonly string[];
  readonly clock: () => number;
  readonly noticed: (reason: string, action: CrashAction) => void;
}): () => Promise<void> {
  const { app, window, uiOrigin, argv } = given;
  let waiting: NodeJS.Timeout | undefined;
  const loadStart = (): Promise<void> => window.loadURL(`${uiOrigin}/`).catch(showSafe);
  function showSafe(): void {
    clearTimeout(waiting);
    waiting = showSafeScreen(window, uiOrigin, loadStart);
  }
  installCrashes({
    window,
    relaunches: relaunchCount(argv),
    clock: given.clock,
    noticed: given.noticed,
    act: {
      reload: () => window.webContents.reload(),
      'safe-screen': showSafe,
      relaunch: () => {
        app.relaunch({ args: relaunchArguments(argv) });
        app.exit(1);
      },
    },
  });
  return loadStart;
}
