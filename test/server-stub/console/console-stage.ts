import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { buildConsole, consoleIsStale } from '../../../build/console/build.ts';
import { openPerson } from '../../../build/console/stage.ts';
import { launchBrowser } from '../../../build/screens/stage.ts';
import { Lab } from '../../contract/lab.ts';

/** A real directory with its built pages, and a browser, for one test file. */
export class ConsoleStage {
  readonly lab: Lab;
  readonly #browser: Browser;
  /** What the pages' policy refused, and what failed in a page: nothing may. */
  readonly faults: string[] = [];

  private constructor(lab: Lab, browser: Browser) {
    this.lab = lab;
    this.#browser = browser;
  }

  static async open(): Promise<ConsoleStage> {
    if (consoleIsStale()) await buildConsole();
    const [lab, browser] = await Promise.all([Lab.open(), launchBrowser()]);
    return new ConsoleStage(lab, browser);
  }

  get context() {
    return this.lab.directory.context;
  }

  async person(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await openPerson(this.#browser, this.lab.directory.url, {
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    });
    context.on('weberror', (event) => this.faults.push(String(event.error())));
    context.on('console', (message) => {
      if (/Content Security Policy|Trusted Type/i.test(message.text())) this.faults.push(message.text());
    });
    return context;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.lab.close();
  }
}

/** What axe finds on the page as it stands. The page's policy lets no string in as script, so it comes as the test's own. */
export async function axeFinds(page: Page): Promise<readonly string[]> {
  const known = await page.evaluate(() => 'axe' in window);
  if (!known) await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/** A link of the menu, and its page. On a phone the menu is behind a button. */
export async function openPage(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu', expanded: false });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await page.getByText('Asking the directory.').first().waitFor({ state: 'detached' });
}

/** Somebody's own page, found by how their name begins. */
export async function openPersonPage(page: Page, name: string): Promise<void> {
  await openPage(page, 'People');
  await page.getByLabel('Begins with').fill(name);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}
