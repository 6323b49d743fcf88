import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { build } from 'vite';
import type { CommandInput } from '../../electron/contract/commands.ts';
import type { View } from '../../electron/contract/view.ts';
import { SECURITY_HEADERS } from '../../electron/kiosk/headers.ts';
import { findBrowser } from '../preview/find-browser.ts';
import { rendererConfig } from '../vite/renderer.ts';
import { NOW } from './fixture.ts';

const ROOT = join(import.meta.dirname, '../..');
const ORIGIN = 'https://localhost';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Builds the renderer into a folder of its own, so that a running preview keeps its files. */
export async function buildRenderer(folder: string): Promise<void> {
  const config = rendererConfig(ROOT);
  await build({
    ...config,
    build: { ...config.build, outDir: folder },
  });
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new TypeError('no Chromium, Chrome or Edge on this machine');
  const quiet = ['no-first-run', 'disable-gpu', 'disable-quic', 'disable-background-networking'];
  const more = ['no-sandbox', 'disable-component-update', 'disable-sync', 'hide-scrollbars'];
  return chromium.launch({ executablePath, args: [...quiet, ...more].map((flag) => `--${flag}`) });
}

/** A context in which the built renderer is served at its own origin, under the policy that the kiosk sets. */
export async function openContext(
  browser: Browser,
  folder: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    ...options,
  });
  await context.clock.setFixedTime(NOW * 1000);
  await context.route('**/*', async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const file = normalize(join(folder, pathname === '/' ? 'index.html' : pathname));
    if (origin !== ORIGIN || !file.startsWith(folder + sep)) return route.abort();
    const body = await readFile(file).catch(() => null);
    if (body === null) return route.fulfill({ status: 404 });
    const headers = {
      ...SECURITY_HEADERS,
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    };
    return route.fulfill({ body, headers });
  });
  return context;
}

/** What the stand-in for the agent keeps on the page. */
interface Stage {
  readonly sent: CommandInput[];
  show(view: View): void;
}

declare global {
  interface Window {
    stage?: Stage;
  }
}

/** Runs in the page before its own scripts: a bridge that answers with one view and remembers what was sent. */
export function installBridge(first: View): void {
  const listeners = new Set<(view: View) => void>();
  const sent: CommandInput[] = [];
  const show = (view: View): void => {
    for (const listener of listeners) listener(view);
  };
  const bridge = {
    send: async (command: CommandInput) => {
      sent.push(command);
      if (command.type === 'ready') show(first);
      return { ok: true };
    },
    onView: (listener: (view: View) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  Object.assign(window, { latchkey: bridge, stage: { sent, show } });
}

/** Opens the renderer with a view on it and waits until it is drawn in its own type. */
export async function showView(context: BrowserContext, view: View): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(installBridge, view);
  await page.goto(`${ORIGIN}/`);
  await page.locator('.frame h1').waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** Pushes another view, as the agent would. */
export async function pushView(page: Page, view: View): Promise<void> {
  await page.evaluate((next) => window.stage?.show(next), view);
}

/** Waits until the page is drawn in a language, which is fetched when it is first needed. */
export async function settle(page: Page, language: string): Promise<void> {
  await page.waitForFunction((code) => document.documentElement.lang === code, language);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
}

/** What the page has sent so far. */
export async function sentBy(page: Page): Promise<readonly CommandInput[]> {
  return page.evaluate(() => window.stage?.sent ?? []);
}
