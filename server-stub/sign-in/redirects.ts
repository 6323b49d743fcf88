import type Provider from 'oidc-provider';
import { challengeClient } from './clients.ts';

const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** A program's own listener on this machine: any port and path (RFC 8252 7.3). */
function isLoopbackListener(uri: string): boolean {
  const url = URL.parse(uri);
  if (url?.protocol !== 'http:' || url.username !== '' || url.password !== '' || uri.includes('#'))
    return false;
  return LOOPBACK.includes(url.hostname);
}

/** May a client's code travel to this address? Compared letter by letter, but for the loopback rule of native programs. */
export function redirectAllowed(clientId: string, uri: string, root: string): boolean {
  const client = challengeClient(clientId);
  if (client?.browser === undefined) return false;
  if (client.browser.loopback) return isLoopbackListener(uri);
  return client.browser.pages.some((page) => uri === `${root}${page}`);
}

/**
 * Each client is registered with one address, because the challenge endpoint's codes are redeemed without naming any and the
 * provider allows that for one alone. The others are judged here.
 */
export function judgeRedirects(provider: Provider, root: string): void {
  const prototype = provider.Client.prototype as unknown as Record<string, unknown>;
  prototype.redirectUriAllowed = function allowed(this: { clientId: string }, uri: string): boolean {
    return redirectAllowed(this.clientId, uri, root);
  };
  prototype.postLogoutRedirectUriAllowed = prototype.redirectUriAllowed;
}
