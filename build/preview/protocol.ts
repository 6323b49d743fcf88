import type { Request as BrowserRequest, Route } from 'playwright-core';
import type { ProtocolSlice } from './slice.ts';

type Handler = Parameters<ProtocolSlice['handle']>[1];

/** Listener of `webRequest.onBeforeRequest`, with the one detail that the kiosk reads. */
type BeforeRequest = (details: { url: string }, callback: (verdict: { cancel?: boolean }) => void) => void;

/** `protocol.handle` and `webRequest` of a session, answered over Playwright's routes. */
export class Protocol {
  private readonly handlers = new Map<string, Handler>();
  private before: BeforeRequest | null = null;

  handle(scheme: string, handler: Handler): void {
    if (this.handlers.has(scheme)) throw new TypeError(`protocol.handle: ${scheme} is handled already`);
    this.handlers.set(scheme, handler);
  }

  onBeforeRequest(listener: BeforeRequest | null): void {
    this.before = listener;
  }

  /** Not Electron's: answers one request of the page. What nobody handles goes nowhere, never to the network. */
  async answer(route: Route): Promise<void> {
    const request = route.request();
    const handler = this.handlers.get(new URL(request.url()).protocol.slice(0, -1));
    if (handler === undefined || (await this.isCancelled(request.url())))
      return route.abort('blockedbyclient');
    const response = await handler(toRequest(request));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  private async isCancelled(url: string): Promise<boolean> {
    const { before } = this;
    if (before === null) return false;
    return new Promise((resolve) => before({ url }, (verdict) => resolve(verdict.cancel === true)));
  }
}

function toRequest(request: BrowserRequest): Request {
  const body = request.postDataBuffer();
  return new Request(request.url(), {
    method: request.method(),
    headers: request.headers(),
    ...(body === null ? {} : { body: new Uint8Array(body) }),
  });
}
