import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { DEAD_PROXY } from '../../electron/kiosk/network.ts';
import { findBrowser } from './find-browser.ts';
import type { PreviewOptions } from './options.ts';
import { makeProfile, readDebugPort, removeProfile, sweepProfiles } from './profile.ts';

/** One running browser with its one page. */
export interface Launched {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Tells a test where to attach, if one asked. */
  announce(): Promise<void>;
  /** Ends the browser and takes its profile away. Safe to call again. */
  close(): Promise<void>;
}

/** Fewer surprises and no traffic of the browser's own. */
const QUIET = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
] as const;

/**
 * The fence. Playwright's routes are not one: a click with Ctrl opens a tab whose first request passes them by, and WebRTC
 * passes by routes and CSP alike. No name resolves; the only proxy is a dead one, for loopback as well; WebRTC may use
 * nothing but that proxy. The last two are what kiosk/network.ts asks of Electron. Attaching a test over CDP is inbound.
 */
const FENCE = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  `--proxy-server=${DEAD_PROXY}`,
  '--proxy-bypass-list=<-loopback>',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
] as const;

/**
 * The first page comes before any route can be set, so it is a `data:` page in the colour of the window: no white flash,
 * no error page, no tab strip.
 */
function firstPage(colour: string): string {
  const html = `<!doctype html><title>Latchkey</title><body style="margin:0;background:${colour}">`;
  return `data:text/html,${encodeURIComponent(html)}`;
}

/** Switches for this run. Only root has to do without Chromium's sandbox, which refuses to start there. */
export function browserSwitches(options: PreviewOptions, colour: string): string[] {
  return [
    ...QUIET,
    ...FENCE,
    ...(options.headless ? ['--disable-gpu'] : []),
    // In a window, Chromium would warn about the fence in a bar; in kiosk mode it does not.
    options.kiosk ? '--kiosk' : '--test-type',
    ...(options.debugPort ? ['--remote-debugging-port=0'] : []),
    '--window-position=0,0',
    `--window-size=${options.width},${options.height}`,
    `--app=${firstPage(colour)}`,
  ];
}

/** Starts the installed browser on a fresh profile. */
export async function launchBrowser(options: PreviewOptions, colour: string): Promise<Launched> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    throw new Error(
      'The preview needs Chromium, Chrome or Edge. Install one, or name it in LATCHKEY_BROWSER.',
    );
  }
  sweepProfiles();
  const profile = makeProfile();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: options.headless,
    chromiumSandbox: process.getuid?.() !== 0,
    args: browserSwitches(options, colour),
    // The first puts a bar on the window, the second a tab beside ours.
    ignoreDefaultArgs: ['--enable-automation', 'about:blank'],
    // Our handlers do it; Playwright's would end the process before the flow has closed its files.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    viewport: null,
    permissions: [],
    serviceWorkers: 'block',
  });
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    announce: () => announce(profile, options),
    close: closer(context, profile),
  };
}

function closer(context: BrowserContext, profile: string): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= context
      .close()
      .catch(() => {})
      .then(() => removeProfile(profile));
    return closing;
  };
}

/** The documented line that a test waits for; printed again after a restart, because the address is then another. */
async function announce(profile: string, options: PreviewOptions): Promise<void> {
  if (!options.debugPort) return;
  const cdp = `http://127.0.0.1:${await readDebugPort(profile)}`;
  const authenticator = options.virtualAuthenticator ? 'virtual' : 'none';
  process.stdout.write(`${JSON.stringify({ event: 'preview', cdp, authenticator })}\n`);
}
