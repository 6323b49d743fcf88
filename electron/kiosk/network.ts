import type { App, Session } from 'electron';

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

/** Where a request would go that got past everything else: the port of `discard`, where nobody listens (RFC 863). */
export const DEAD_PROXY = '127.0.0.1:9';

/**
 * Cancels every request that is not for the UI, whatever its scheme. Only the last listener of an event counts in
 * Electron, so this file owns `webRequest`.
 */
export function installNetworkFence({
  session,
  uiOrigin,
}: {
  session: Pick<Session, 'webRequest' | 'setProxy'>;
  uiOrigin: string;
}): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isAllowedRequest(details.url, uiOrigin) });
  });
  // `webRequest` does not see WebRTC. Loopback is no exception here: the directory may be on it.
  session
    .setProxy({ mode: 'fixed_servers', proxyRules: DEAD_PROXY, proxyBypassRules: '<-loopback>' })
    .catch(() => {});
}

/**
 * WebRTC speaks UDP past CSP, `webRequest` and the proxy, to any address a script names. With this policy it may use
 * nothing but the session's proxy, which is a dead one.
 */
export function installWebRtcFence({ app }: { app: Pick<App, 'on'> }): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}
