import type { Page } from 'playwright-core';
import { Kiosk } from '../e2e/kiosk.ts';
import { ElectronHost } from './electron-host.ts';
import { type SpecHost, specHost } from './hosts.ts';

/** The kiosk as a spec sees it, on either host. */
export interface SpecKiosk {
  readonly host: SpecHost;
  readonly screen: Page;
  /** A folder of this kiosk's own, gone with it. */
  readonly folder: string;
  /** What the process has written so far. */
  readonly output: readonly string[];
  /** Windows or tabs that are open. */
  windows(): number;
  discard(): Promise<void>;
}

class PreviewHost implements SpecKiosk {
  readonly host = 'preview';
  readonly #kiosk: Kiosk;

  constructor(kiosk: Kiosk) {
    this.#kiosk = kiosk;
  }

  get folder(): string {
    return this.#kiosk.folder;
  }

  get output(): readonly string[] {
    return this.#kiosk.output;
  }

  get screen(): Page {
    return this.#kiosk.screen;
  }

  windows(): number {
    return this.#kiosk.screen.context().pages().length;
  }

  discard(): Promise<void> {
    return this.#kiosk.discard();
  }
}

/** No directory answers on this port: the kiosk stands at its first screens, which is all that these specs need. */
export const NOWHERE = 'https://127.0.0.1:9';

export async function openSpecKiosk(host = specHost()): Promise<SpecKiosk> {
  if (host === 'electron') return ElectronHost.open(NOWHERE);
  return new PreviewHost(await Kiosk.open({ directory: NOWHERE, caFile: '', authenticator: 'none' }));
}
