import type { Packed, WorldBridge } from './world-bridge.ts';

/** Names that tie the two worlds together; random for each launch. */
export interface WorldNames {
  /** Event by which the isolated world hands over its API. */
  readonly hello: string;
  readonly toMain: string;
  readonly toIsolated: string;
}

/** The half of the bridge in the page's own world. Sent as source text, before any code of the page. */
export function mainWorld(names: WorldNames, Bridge: typeof WorldBridge): void {
  if (window !== window.top || location.protocol !== 'https:') return;
  const bridge = new Bridge(names.toIsolated, names.toMain);
  window.addEventListener(names.hello, (event) => {
    event.stopImmediatePropagation();
    const { key, api } = (event as MessageEvent<{ key: string; api: Packed }>).data;
    Object.defineProperty(window, key, { value: bridge.unpack(api), enumerable: true });
  });
}
