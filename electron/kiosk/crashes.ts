import type { App, BrowserWindow, RenderProcessGoneDetails } from 'electron';

/** What to do about a page that has crashed. */
export type CrashAction = 'reload' | 'safe-screen' | 'relaunch';

/** Crashes further back than this are forgotten: ten minutes is longer than anyone looks at one screen. */
const WINDOW_MS = 10 * 60_000;

/** How often in that time the screen is simply loaded again. It holds no state, so a reload costs nothing. */
const RELOADS = 3;

/** After that a page without scripts is shown; if even that one crashes twice, the fault is below it. */
const SAFE_SCREENS = 2;

/**
 * A pure rule: `history` holds the times of all crashes, the newest included. `relaunches` counts how often this process
 * was already started by its predecessor; past the cap the safe screen stays, because a loop of starts helps nobody.
 */
export function crashPolicy(history: readonly number[], now: number, relaunches = 0): CrashAction {
  const recent = history.filter((at) => now - at < WINDOW_MS).length;
  if (recent <= RELOADS) return 'reload';
  if (recent <= RELOADS + SAFE_SCREENS || relaunches >= MAX_RELAUNCHES) return 'safe-screen';
  return 'relaunch';
}

/** How many starts in a row one crash loop may cause. */
export const MAX_RELAUNCHES = 2;

/** Argument by which a process tells its successor how many there have been. */
export const RELAUNCH_ARGUMENT = '--latchkey-relaunch=';

/** Reads the count back. A count that is not a small number is taken as the cap: the careful way to be wrong. */
export function relaunchCount(argv: readonly string[]): number {
  const argument = argv.find((word) => word.startsWith(RELAUNCH_ARGUMENT));
  if (argument === undefined) return 0;
  const count = Number(argument.slice(RELAUNCH_ARGUMENT.length));
  return Number.isInteger(count) && count >= 0 ? count : MAX_RELAUNCHES;
}

/** Arguments for the next start: the same, with the count one higher. */
export function relaunchArguments(argv: readonly string[]): string[] {
  const others = argv.filter((word) => !word.startsWith(RELAUNCH_ARGUMENT));
  return [...others, `${RELAUNCH_ARGUMENT}${relaunchCount(argv) + 1}`];
}

/** What happened to the screen: Electron's word for how a renderer ended, or one of ours. None says what was on it. */
export type CrashReason =
  | RenderProcessGoneDetails['reason']
  | 'unresponsive'
  | 'preload-error'
  | 'gpu-gone'
  | 'strayed';

/** What `installCrashes` needs of the window. */
interface CrashWindow {
  readonly webContents: Pick<BrowserWindow['webContents'], 'on'>;
  isDestroyed(): boolean;
}

/** A page that hangs for this long after Electron noticed is treated like one that crashed. */
const HANG_MS = 15_000;

/** Brings the screen back whatever happens to its process. */
export function installCrashes(given: {
  readonly app: Pick<App, 'on'>;
  readonly window: CrashWindow;
  readonly relaunches: number;
  readonly clock: () => number;
  readonly act: Readonly<Record<CrashAction, () => void>>;
  /** Is this one of the pages that the kiosk itself loads? */
  readonly isOwnPage: (url: string) => boolean;
  /** For the log. */
  readonly noticed: (reason: CrashReason, action: CrashAction) => void;
}): void {
  const history: number[] = [];
  let hang: NodeJS.Timeout | undefined;
  function recover(reason: CrashReason): void {
    clearTimeout(hang);
    // A window that is gone, or a process that ended as asked, needs no rescue.
    if (given.window.isDestroyed() || reason === 'clean-exit') return;
    const now = given.clock();
    history.push(now);
    const action = crashPolicy(history, now, given.relaunches);
    given.noticed(reason, action);
    given.act[action]();
  }
  const { webContents } = given.window;
  webContents.on('render-process-gone', (_event, details) => recover(details.reason));
  webContents.on('unresponsive', () => {
    hang = setTimeout(recover, HANG_MS, 'unresponsive');
    hang.unref();
  });
  webContents.on('responsive', () => clearTimeout(hang));
  // A page without its bridge is a picture that nobody can answer.
  webContents.on('preload-error', () => recover('preload-error'));
  // `about:` and `blob:` need no loader, so no event before them can be stopped: what cannot be stopped is undone.
  webContents.on('did-navigate', (_event, url) => {
    if (!given.isOwnPage(url)) recover('strayed');
  });
  given.app.on('child-process-gone', (_event, details) => {
    // Chromium starts the GPU process again by itself, and what was on the screen may not come back with it.
    if (details.type === 'GPU' && details.reason !== 'clean-exit') recover('gpu-gone');
  });
}
