import type { Session } from 'electron';

/** May the renderer's session ask for `url`? Only for the UI itself, which `origin.ts` answers from the package. */
export function isAllowedRequest(url: string, uiOrigin: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null) return false;
  // Developer tools of an unpackaged app load themselves through the session of the window.
  return parsed.origin === uiOrigin || parsed.protocol === 'devtools:' || isInlineImage(parsed);
}

/** `data:` images are part of the page already (CSP `img-src`); there is nothing to reach. */
function isInlineImage(url: URL): boolean {
  return url.protocol === 'data:' && url.pathname.startsWith('image/');
}

/**
 * Cancels every request that is not for the UI, whatever its scheme. Only the last listener of an event counts in
 * Electron, so this file owns `webRequest`.
 */
export function installNetworkFence({
  session,
  uiOrigin,
}: {
  session: Pick<Session, 'webRequest'>;
  uiOrigin: string;
}): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isAllowedRequest(details.url, uiOrigin) });
  });
}
