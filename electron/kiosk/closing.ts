import type { App, BrowserWindow } from 'electron';

/** Keeps the window open unless the whole app is ending. */
export interface Closing {
  /** Holds this window open. */
  guard(window: Pick<BrowserWindow, 'on'>): void;
}

/**
 * Alt+F4 and "close" in a window manager's menu end a window, not the app: they are vetoed. The end of the OS session,
 * SIGTERM and our own `app.quit()` announce themselves by `before-quit` and are let through, because a window that
 * stops a shutdown costs people their work elsewhere.
 */
export function installClosing({ app }: { app: Pick<App, 'on'> }): Closing {
  let ending = false;
  app.on('before-quit', () => {
    ending = true;
  });
  return {
    guard(window) {
      window.on('close', (event) => {
        if (!ending) event.preventDefault();
      });
    },
  };
}
