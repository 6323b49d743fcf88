import type { App, WebContents } from 'electron';

/**
 * May the page itself lead the window to `url`? Only to where it already is: the start page, as a reload.
 * Our own `loadURL` does not ask. Compared after parsing, never by prefix: `https://a.example.evil.example`
 * begins with `https://a.example`.
 */
export function isAllowedNavigation(url: string, uiOrigin: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    parsed.origin === uiOrigin &&
    parsed.pathname === '/' &&
    parsed.search === '' &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/** What a navigation event tells, whichever of the three it is. */
interface Navigation {
  readonly url: string;
  readonly isMainFrame: boolean;
  preventDefault(): void;
}

function judge(navigation: Navigation, uiOrigin: string): void {
  // No frame but the top one is ever ours.
  if (!navigation.isMainFrame || !isAllowedNavigation(navigation.url, uiOrigin)) navigation.preventDefault();
}

function guardContents(contents: WebContents, uiOrigin: string): void {
  // Three events, because each sees what the others do not: links in the top frame, frames, answers with 3xx.
  contents.on('will-navigate', (details) => judge(details, uiOrigin));
  contents.on('will-frame-navigate', (details) => judge(details, uiOrigin));
  contents.on('will-redirect', (details) => judge(details, uiOrigin));
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // A webview would be a second page with its own preferences.
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Guards every page that this app ever makes. Install it before the first window. */
export function installNavigation({ app, uiOrigin }: { app: Pick<App, 'on'>; uiOrigin: string }): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, uiOrigin));
}
