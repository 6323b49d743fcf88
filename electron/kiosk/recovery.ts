import type { App, BrowserWindow } from 'electron';
import {
  type CrashAction,
  type CrashReason,
  installCrashes,
  relaunchArguments,
  relaunchCount,
} from './crashes.ts';
import { SAFE_SCREEN_PATH, SAFE_SCREEN_SECONDS } from './safe-screen.ts';

/** What recovery does to the window. */
type RecoverableWindow = Pick<BrowserWindow, 'loadURL' | 'isDestroyed'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'on'>;
};

/** The start page or the safe screen. Compared after parsing; a fragment is the page's own affair. */
export function isOwnPage(url: string, uiOrigin: string): boolean {
  const parsed = URL.parse(url);
  // `blob:` has our origin as well, but a path that begins with it.
  if (parsed === null || parsed.origin !== uiOrigin) return false;
  return parsed.pathname === '/' || parsed.pathname === SAFE_SCREEN_PATH;
}

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
  readonly app: Pick<App, 'on' | 'relaunch' | 'exit'>;
  readonly window: RecoverableWindow;
  readonly uiOrigin: string;
  readonly argv: readonly string[];
  readonly clock: () => number;
  readonly noticed: (reason: CrashReason, action: CrashAction) => void;
}): () => Promise<void> {
  const { app, window, uiOrigin, argv } = given;
  let waiting: NodeJS.Timeout | undefined;
  const loadStart = (): Promise<void> => window.loadURL(`${uiOrigin}/`).catch(showSafe);
  function showSafe(): void {
    clearTimeout(waiting);
    waiting = showSafeScreen(window, uiOrigin, loadStart);
  }
  installCrashes({
    app,
    window,
    relaunches: relaunchCount(argv),
    clock: given.clock,
    noticed: given.noticed,
    isOwnPage: (url) => isOwnPage(url, uiOrigin),
    act: {
      // Not `reload()`: the page may have been led elsewhere.
      reload: () => void loadStart(),
      'safe-screen': showSafe,
      relaunch: () => {
        app.relaunch({ args: relaunchArguments(argv) });
        app.exit(1);
      },
    },
  });
  return loadStart;
}
