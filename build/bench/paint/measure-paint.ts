import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { findBrowser } from '../../preview/find-browser.ts';
import { FIXTURES, viewOf } from '../../screens/fixtures.ts';
import { buildRenderer, installBridge, launchBrowser } from '../../screens/stage.ts';
import { type Figure, median } from '../measure.ts';
import { serveBuilt } from './serve.ts';
import { type PageTimes, watchPage } from './watch-page.ts';

/** How soon the first screen is there, beside a page with one word and one button, and how much is fetched for it. */
export interface PaintReport {
  readonly rounds: number;
  /** Medians; each round is a window of its own with nothing kept from the one before. */
  readonly figures: readonly Figure[];
  /** Bytes, gzip, of all that is no font and no other language. */
  readonly gzipBytes: number;
}

const EMPTY = 'empty.html';

/** Milliseconds, from opening the window and from the page's own beginning. */
interface Times {
  readonly windowToPaint: number;
  readonly windowToUsable: number;
  readonly pageToPaint: number;
  readonly pageToUsable: number;
}

const FIGURES: readonly { readonly what: string; readonly member: keyof Times }[] = [
  { what: 'window, seen', member: 'windowToPaint' },
  { what: 'window, usable', member: 'windowToUsable' },
  { what: 'page, seen', member: 'pageToPaint' },
  { what: 'page, usable', member: 'pageToUsable' },
];

/** `null`: there is no Chromium, Chrome or Edge here. */
export async function measurePaint(folder: string, rounds: number): Promise<PaintReport | null> {
  if (findBrowser() === null) return null;
  const built = join(folder, 'renderer');
  await buildRenderer(built);
  await copyFile(join(import.meta.dirname, EMPTY), join(built, EMPTY));
  const assets = (await readdir(join(built, 'assets'))).map((name) => `assets/${name}`);
  await using server = await serveBuilt(built, ['index.html', EMPTY, ...assets]);
  await using browser = await launchBrowser();
  const [screen, empty]: [Times[], Times[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const one = await timesOf(browser, `${server.origin}/`);
    const other = await timesOf(browser, `${server.origin}/${EMPTY}`);
    // The first of each warms the browser up and does not count.
    if (round === 0) continue;
    screen.push(one);
    empty.push(other);
  }
  const figures = FIGURES.map(({ what, member }): Figure => {
    const [milliseconds, bareMilliseconds] = [screen, empty].map((all) =>
      median(all.map((times) => times[member])),
    ) as [number, number];
    const ratio = milliseconds / bareMilliseconds;
    return { what, milliseconds, beside: 'empty page', bareMilliseconds, ratio };
  });
  return { rounds, figures, gzipBytes: await gzipBytes(built, assets) };
}

function welcome(): ReturnType<typeof viewOf> {
  const fixture = FIXTURES.find(({ name }) => name === 'welcome-languages');
  if (!fixture) throw new TypeError('there is no welcome among the fixtures');
  return viewOf(fixture);
}

async function timesOf(browser: Browser, url: string): Promise<Times> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(installBridge, welcome());
  await context.addInitScript(watchPage);
  const opened = performance.timeOrigin + performance.now();
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => window.times?.firstPaint && window.times.usable);
  const { began, firstPaint, usable } = await page.evaluate(() => window.times as PageTimes);
  await context.close();
  const before = began - opened;
  return {
    windowToPaint: before + firstPaint,
    windowToUsable: before + usable,
    pageToPaint: firstPaint,
    pageToUsable: usable,
  };
}

/** All that the screens in English can ever need. */
async function gzipBytes(built: string, assets: readonly string[]): Promise<number> {
  const languages = await readdir(join(import.meta.dirname, '../../../renderer/text/languages'));
  const others = ['pseudo', ...languages].map((name) => `assets/${name}-`);
  const counted = assets.filter(
    (name) => /\.(js|css)$/.test(name) && !others.some((other) => name.startsWith(other)),
  );
  const sizes = ['index.html', ...counted].map(
    async (name) => gzipSync(await readFile(join(built, name)), { level: 9 }).length,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
