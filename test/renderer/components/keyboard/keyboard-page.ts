import type { Locator, Page } from 'playwright-core';
import { viewOf } from '../../../../build/screens/fixtures.ts';
import { showView } from '../../../../build/screens/stage.ts';
import type { Preferences } from '../../../../electron/contract/view.ts';
import { type BuiltStage, fixture, openStage, showNext } from '../../built-stage.ts';

/** The built renderer on one page, with the keyboard on it: its keys by what they are called and by what they do. */
export class KeyboardPage implements AsyncDisposable {
  readonly stage: BuiltStage;
  readonly page: Page;

  private constructor(stage: BuiltStage, page: Page) {
    this.stage = stage;
    this.page = page;
  }

  static async load(): Promise<KeyboardPage> {
    const stage = await openStage();
    return new KeyboardPage(stage, await showView(await stage.context(), viewOf(fixture('welcome'))));
  }

  /** The screen as it is when it has just appeared, with the keyboard wanted. */
  async open(name: string, preferences: Partial<Preferences> = {}): Promise<void> {
    const { page } = this;
    if ((await page.locator('dialog[open].side').count()) > 0) await page.keyboard.press('Escape');
    await showNext(page, name === 'release' ? 'join' : 'release');
    await showNext(page, name, { keyboard: 'always', ...preferences });
    await page.evaluate(() => {
      scrollTo(0, 0);
      window.stage?.sent.splice(0);
    });
  }

  get board(): Locator {
    return this.page.getByRole('region', { name: /./ }).and(this.page.locator('.keyboard'));
  }

  key(name: string): Locator {
    return this.board.getByRole('button', { name, exact: true });
  }

  does(what: string): Locator {
    return this.board.locator(`[data-does="${what}"]`);
  }

  field(at = 0): Locator {
    return this.page.locator('input[data-entry]').nth(at);
  }

  value(at = 0): Promise<string> {
    return this.field(at).inputValue();
  }

  async type(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.key(name).click();
  }

  /** The place of the key that has the focus, else the kind of element. */
  focused(): Promise<string> {
    return this.page.evaluate(
      () => document.activeElement?.getAttribute('data-place') ?? document.activeElement?.tagName ?? '',
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve(this.stage[Symbol.asyncDispose]());
  }
}
