import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Fixture } from '../../build/screens/fixture.ts';
import { FIXTURES, viewOf } from '../../build/screens/fixtures.ts';
import { buildRenderer, launchBrowser, openContext, pushView, settle } from '../../build/screens/stage.ts';
import type { Preferences } from '../../electron/contract/view.ts';

/** The built renderer in a browser, for one test file. */
export interface BuiltStage extends AsyncDisposable {
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
}

export async function openStage(): Promise<BuiltStage> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-renderer-'));
  await buildRenderer(folder);
  const browser: Browser = await launchBrowser();
  return {
    context: (options) => openContext(browser, folder, options),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function fixture(name: string): Fixture {
  const found = FIXTURES.find((one) => one.name === name);
  if (!found) throw new TypeError(`no fixture ${name}`);
  return found;
}

let revision = 1;

/** Shows another fixture on a page that is open already: much quicker than a new page. */
export async function showNext(
  page: Page,
  name: string,
  preferences: Partial<Preferences> = {},
): Promise<void> {
  revision += 1;
  const view = { ...viewOf(fixture(name), preferences), revision };
  await pushView(page, view);
  await settle(page, view.preferences.language);
}

/** For what the page does a moment later; patient, because test machines are busy. */
export function eventually<Value>(read: () => Promise<Value>): ReturnType<typeof expect.poll<Value>> {
  return expect.poll(read, { timeout: 10_000, interval: 25 });
}
