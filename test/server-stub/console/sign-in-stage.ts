import axe from 'axe-core';
import { decodeJwt, type JWTPayload } from 'jose';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { buildConsole, consoleIsStale } from '../../../build/console/build.ts';
import { launchBrowser } from '../../../build/screens/stage.ts';
import { Lab } from '../../contract/lab.ts';
import { PageBrowser, type Wanted } from '../../contract/page-browser.ts';

/** A directory, a browser, and one fresh profile for each test. */
export class SignInStage implements AsyncDisposable {
  readonly lab: Lab;
  readonly #browser: Browser;
  context!: BrowserContext;
  page!: Page;
  /** What the directory was asked for: it builds addresses and redeems codes. */
  application!: PageBrowser;

  private constructor(lab: Lab, browser: Browser) {
    this.lab = lab;
    this.#browser = browser;
  }

  static async open(): Promise<SignInStage> {
    if (consoleIsStale()) await buildConsole();
    return new SignInStage(await Lab.open(), await launchBrowser());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.lab.close();
  }

  /** A new profile, and a clock and counts as on the first day. */
  async fresh(): Promise<void> {
    this.lab.ahead = 0;
    await this.lab.db.deleteFrom('lockouts').execute();
    const viewport = { width: 1280, height: 800 };
    this.context = await this.#browser.newContext({ ignoreHTTPSErrors: true, viewport });
    // The applications do not run: where they land is what counts here, and their codes are redeemed by the test.
    await this.context.route(/\/assets\/(console|security-info)-[^/]*\.js$/, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: '' }),
    );
    this.page = await this.context.newPage();
    this.application = new PageBrowser(this.lab);
  }

  field(label: string) {
    return this.page.getByLabel(label, { exact: true });
  }

  press(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  /** The screen with this heading. */
  see(heading: string): Promise<void> {
    return this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  }

  async open(wanted: Wanted = {}): Promise<void> {
    await this.page.goto(this.lab.url(this.application.authorizePath(wanted)));
  }

  async giveName(name: string): Promise<void> {
    await this.field('Your user name').fill(name);
    await this.press('Next');
  }

  choose(way: string): Promise<void> {
    return this.page.getByRole('button', { name: new RegExp(`^${way}`) }).click();
  }

  async givePass(pass: string): Promise<void> {
    await this.field('Temporary Access Pass').fill(pass);
    await this.press('Sign in');
  }

  /** The application has its code: the sign-in is over. */
  async landed(): Promise<JWTPayload> {
    await this.page.waitForURL(/[?&]code=/);
    const token = await this.application.tokenAt(this.page.url());
    expect([token.status, token.body.error_description]).toEqual([200, undefined]);
    return decodeJwt(token.body.access_token);
  }

  async violations(): Promise<readonly string[]> {
    // The page's own policy allows no injected script element; evaluate goes around it, as a reader's tool would.
    await this.page.evaluate(axe.source);
    const found = await this.page.evaluate(() =>
      (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
    );
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  }
}
