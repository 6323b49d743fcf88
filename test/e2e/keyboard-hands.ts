import type { Locator, Page } from 'playwright-core';
import { signName } from '../../renderer/components/keyboard/symbols.ts';
import type { Text } from '../../renderer/text/translate.ts';

/** A finger or a mouse on the keyboard on the screen: its keys by what they are called, and nothing else. */
export class ScreenKeys {
  readonly #keys: Locator;
  readonly #text: Text;

  constructor(screen: Page, text: Text) {
    this.#keys = screen.getByRole('region', { name: text.t('keyboard.label') });
    this.#text = text;
  }

  async press(key: 'enter' | 'shift' | 'symbols' | 'letters' | 'hide'): Promise<void> {
    await this.#key(this.#text.t(`keyboard.${key}`)).click();
  }

  /** Each letter on the layer that shows it, capitals by Shift. */
  async type(text: string): Promise<void> {
    for (const character of text) {
      const sign = signName(character);
      const key = this.#key(sign ? this.#text.t(`keyboard.sign.${sign}`) : character);
      if (/\p{Lu}/u.test(character)) await this.press('shift');
      await key.click();
    }
  }

  /** Where the keys begin, from the top of the window. */
  async top(): Promise<number> {
    return (await this.#keys.boundingBox())?.y ?? Number.NaN;
  }

  #key(name: string): Locator {
    return this.#keys.getByRole('button', { name, exact: true });
  }
}

/** What has the focus, as a reader says it: `button "Continue"`; empty where nothing has. */
export async function focused(screen: Page): Promise<string> {
  const focus = screen.locator('*:focus');
  if ((await focus.count()) === 0) return '';
  // A line of YAML: role, name, states; then, in fields, what was typed.
  return /\w+ "(?:[^"\\]|\\.)*"(?: \[[^\]]+\])*/.exec(await focus.ariaSnapshot())?.[0] ?? '';
}

/** Everything that the Tab key comes to from here to the end of the page, in its order. */
export async function tabStops(screen: Page): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let presses = 0; presses < 30; presses += 1) {
    await screen.keyboard.press('Tab');
    const stop = await focused(screen);
    if (stop === '' || stop === stops[0]) break;
    stops.push(stop);
  }
  return stops;
}

/** Tab, or back with Shift, until this has the focus. */
export async function tabTo(screen: Page, stop: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if ((await focused(screen)) === stop) return;
    await screen.keyboard.press(key);
  }
  throw new Error(`${key} does not come to ${stop}`);
}

/** Counts what comes from keys of plastic and from pointers, from now on. */
export async function countHands(screen: Page): Promise<() => Promise<{ keys: number; pointers: number }>> {
  await screen.evaluate(() => {
    const hands = { keys: 0, pointers: 0 };
    addEventListener('keydown', () => (hands.keys += 1), { capture: true });
    addEventListener('pointerdown', () => (hands.pointers += 1), { capture: true });
    Object.assign(window, { hands });
  });
  return () =>
    screen.evaluate(() => (window as unknown as { hands: { keys: number; pointers: number } }).hands);
}
