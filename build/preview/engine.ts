import type { Download, Page, Route } from 'playwright-core';
import { installAuthenticator, type VirtualKeys } from './authenticator.ts';
import { type GoneReason, watchForCrash } from './crash-watch.ts';
import { watchForHangs } from './heartbeat.ts';
import { type Launched, launchBrowser } from './launch.ts';
import type { PreviewOptions } from './options.ts';
import { type PageEars, PageLink } from './page-link.ts';
import { worldSources } from './world-source.ts';

/** What happens in the browser, for the Electron side to make events of. */
export interface EngineEars extends PageEars {
  /** The page wants to lead a frame somewhere. `false` stops it. */
  mayNavigate(url: string, isMainFrame: boolean): boolean;
  /** Answers a request of the page. */
  answer(route: Route): Promise<void>;
  opened(url: string): void;
  downloaded(download: Download): void;
  loaded(): void;
  /** The top frame is somewhere else now, whoever led it there. */
  navigated(url: string): void;
  gone(reason: GoneReason, exitCode: number): void;
  hangs(now: boolean): void;
  closed(): void;
}

/** One browser behind one window. After a crash there is a new browser behind the same window. */
export class Engine {
  private readonly options: PreviewOptions;
  private readonly colour: string;
  private readonly preload: string;
  private readonly keys: VirtualKeys | null;
  private readonly ears: EngineEars;
  private current: Promise<{ launched: Launched; link: PageLink }> | null = null;
  private link: PageLink | null = null;
  /** The address that `navigate` is on its way to. */
  private destination: string | null = null;
  /** The page is past loading anything: it crashed, or it hangs. */
  private lost = false;

  constructor(given: {
    options: PreviewOptions;
    colour: string;
    preload: string;
    keys: VirtualKeys | null;
    ears: EngineEars;
  }) {
    this.options = given.options;
    this.colour = given.colour;
    this.preload = given.preload;
    this.keys = given.keys;
    this.ears = given.ears;
  }

  async navigate(url: string): Promise<void> {
    if (this.lost) await this.replace();
    const { launched, link } = await this.start();
    this.destination = url;
    try {
      await launched.page.goto(url, { waitUntil: 'load' });
    } finally {
      this.destination = null;
    }
    // Alt+Left and the Back key would otherwise lead to the first, empty page.
    await link.cdp.send('Page.resetNavigationHistory');
  }

  send(channel: string, args: readonly unknown[]): void {
    this.link?.message(channel, args);
  }

  async close(): Promise<void> {
    const last = this.current;
    this.current = null;
    this.link = null;
    // A launch that failed has nothing to close.
    const started = await last?.catch(() => null);
    await started?.launched.close();
  }

  start(): Promise<{ launched: Launched; link: PageLink }> {
    this.current ??= this.open().catch((error: unknown) => {
      // Without a browser there is no window, and nobody but the terminal to tell.
      this.current = null;
      process.stderr.write(
        `preview: ${error instanceof Error ? error.message : 'the browser did not start'}\n`,
      );
      this.ears.closed();
      throw error;
    });
    return this.current;
  }

  /** Playwright's page is dead for good after a crash, and so the whole browser makes way for a new one. */
  private async replace(): Promise<void> {
    await this.close();
    this.lost = false;
  }

  private async open(): Promise<{ launched: Launched; link: PageLink }> {
    const launched = await launchBrowser(this.options, this.colour);
    const { context, page } = launched;
    // Compared when it happens: a browser that was replaced is not a window that was closed.
    context.on('close', () => void this.ended(launched));
    await context.route('**/*', (route) => this.judge(route, page));
    await context.grantPermissions([]);
    context.on('page', (stray) => void this.dismiss(stray));
    this.listen(page);
    const link = await PageLink.open(page, worldSources(this.preload), this.ears);
    await installAuthenticator(link.cdp, this.keys);
    await watchForCrash(context, link, (reason, exitCode) => {
      this.lost = true;
      this.ears.gone(reason, exitCode);
    });
    watchForHangs(link.cdp, (now) => {
      this.lost = now;
      this.ears.hangs(now);
    });
    this.link = link;
    // Only now: a test that crashed the page any earlier would be met by nobody.
    await launched.announce();
    return { launched, link };
  }

  private listen(page: Page): void {
    page.on('load', () => {
      if (page.url().startsWith('https:')) this.ears.loaded();
    });
    // The first, empty page comes before anybody listens; `loadURL` is no news to who called it.
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && frame.url() !== this.destination) this.ears.navigated(frame.url());
    });
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}));
    page.on('download', (download) => this.ears.downloaded(download));
    // Listening is what keeps the browser's own file dialog away.
    page.on('filechooser', () => {});
  }

  private async judge(route: Route, page: Page): Promise<void> {
    const request = route.request();
    const frame = ownFrame(route, page);
    if (frame === null) return route.abort('blockedbyclient');
    const isMainFrame = frame === page.mainFrame();
    // Nobody's to judge: our own `loadURL`, and loading again what is there.
    const own = isMainFrame && [this.destination, page.url()].includes(request.url());
    if (request.isNavigationRequest() && !own && !this.ears.mayNavigate(request.url(), isMainFrame)) {
      // `aborted` keeps the page; other codes put an error page in its place.
      return route.abort('aborted');
    }
    // The page may be gone by the time there is an answer.
    await this.ears.answer(route).catch(() => route.abort('failed').catch(() => {}));
  }

  private async dismiss(stray: Page): Promise<void> {
    this.ears.opened(stray.url());
    await stray.close().catch(() => {});
  }

  private async ended(launched: Launched): Promise<void> {
    const now = await this.current?.catch(() => null);
    if (now?.launched === launched) this.ears.closed();
  }
}

/** The frame behind a request, when it belongs to our page. Workers and half-born tabs have none. */
function ownFrame(route: Route, page: Page) {
  try {
    const frame = route.request().frame();
    return frame.page() === page ? frame : null;
  } catch {
    return null;
  }
}
