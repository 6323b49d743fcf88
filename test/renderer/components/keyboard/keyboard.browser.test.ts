import axe from 'axe-core';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewOf } from '../../../../build/screens/fixtures.ts';
import { pushView, sentBy, showView } from '../../../../build/screens/stage.ts';
import type { Preferences } from '../../../../electron/contract/view.ts';
import { type BuiltStage, eventually, fixture, openStage, showNext } from '../../built-stage.ts';

/* The keyboard on the screen, in the built renderer: what its keys do in a real field, and what they leave alone. */

let stage: BuiltStage;
let context: BrowserContext;
/** One page for all tests but those of fingers. */
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  context = await stage.context();
  page = await showView(context, viewOf(fixture('welcome')));
  await page.evaluate(axe.source);
});

afterAll(() => stage[Symbol.asyncDispose]());

/** The screen as it is when it has just appeared, with the keyboard wanted. */
async function open(name: string, preferences: Partial<Preferences> = {}): Promise<void> {
  if ((await page.locator('dialog[open].side').count()) > 0) await page.keyboard.press('Escape');
  await showNext(page, name === 'release' ? 'join' : 'release');
  await showNext(page, name, { keyboard: 'always', ...preferences });
  await page.evaluate(() => {
    scrollTo(0, 0);
    window.stage?.sent.splice(0);
  });
}

const board = (): Locator => page.getByRole('region', { name: /./ }).and(page.locator('.keyboard'));
const key = (name: string): Locator => board().getByRole('button', { name, exact: true });
const does = (what: string): Locator => board().locator(`[data-does="${what}"]`);
const field = (at = 0): Locator => page.locator('input[data-entry]').nth(at);
const value = (at = 0): Promise<string> => field(at).inputValue();

async function type(...names: readonly string[]): Promise<void> {
  for (const name of names) await key(name).click();
}

const focused = (): Promise<string> =>
  page.evaluate(
    () => document.activeElement?.getAttribute('data-place') ?? document.activeElement?.tagName ?? '',
  );

async function violations(): Promise<readonly string[]> {
  const found = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

describe('what its keys do in a field', () => {
  test('a name, letter by letter, and Enter sends it', async () => {
    await open('account');
    await type(...'amal', 'At sign', ...'northwind', 'Full stop', ...'example');
    expect(await value()).toBe('amal@northwind.example');
    expect(await focused()).toBe('INPUT');
    await type('Enter');
    expect(await sentBy(page)).toEqual([
      { type: 'submitAccount', userPrincipalName: 'amal@northwind.example' },
    ]);
  });

  test('a pass falls into its groups, with capitals by Shift', async () => {
    await open('pass');
    await type('7', 'Shift', 'K', 'Shift', 'Q', '4', 'm', 'Shift', 'H', '2', 'v');
    expect(await value()).toBe('7KQ4 mH2v');
    await type('Delete', 'Delete');
    expect(await value()).toBe('7KQ4 mH');
  });

  test('it writes at the caret, and in the place of what is selected', async () => {
    await open('account');
    await type(...'aal');
    await field().evaluate((input: HTMLInputElement) => input.setSelectionRange(1, 1));
    await type('m');
    expect(await value()).toBe('amal');
    await field().evaluate((input: HTMLInputElement) => input.setSelectionRange(1, 3));
    await type('x', 'y');
    expect(await value()).toBe('axyl');
    await type('Delete');
    expect(await value()).toBe('axl');
  });

  test('a PIN takes digits up to its limit, is judged at each, and the second field as well', async () => {
    await open('pin');
    expect(await board().getByRole('button').count()).toBe(13);
    await type(...'274961');
    await field(1).click();
    await type(...'27496');
    await type('Enter');
    expect(await sentBy(page)).toEqual([]);
    // What is wrong when it is sent is selected: the next digit begins anew.
    await type(...'274961', 'Enter');
    expect(await sentBy(page)).toEqual([{ type: 'submitPin', pin: '274961' }]);
  });

  test('what is not good yet while somebody types stays as it was typed', async () => {
    await open('pin');
    await type(...'1122337');
    expect(await value()).toBe('1122337');
    await field(1).click();
    await type(...'1192337');
    expect(await value(1)).toBe('1192337');
  });

  test('a field that is full takes no more', async () => {
    await open('proof-pin');
    await field().evaluate((input: HTMLInputElement) => {
      input.maxLength = 6;
    });
    await type(...'2749618');
    expect(await value()).toBe('274961');
    await field().evaluate((input: HTMLInputElement) => input.select());
    await type('5');
    expect(await value()).toBe('5');
  });

  test('erase goes on while it is held, and stops when it is let go', async () => {
    await open('account');
    await field().fill('amal@northwind.example');
    await does('erase').hover();
    await page.mouse.down();
    await eventually(() => value()).toBe('amal@');
    await page.mouse.up();
    const left = await value();
    await type('x');
    expect(await value()).toBe(`${left}x`);
  });

  test('whoever has not chosen a field yet writes into the first', async () => {
    await open('password');
    await type('Shift', 'Shift', 'A', 'B', 'Shift, held', 'c');
    expect(await value()).toBe('ABc');
    expect(await focused()).toBe('INPUT');
  });

  test('what is on its way cannot be changed', async () => {
    await open('account-busy');
    const before = await value();
    await type('x', 'Delete');
    expect(await value()).toBe(before);
  });
});

describe('secrets', () => {
  test.each([
    ['pass', '7KQ4mH2v', /7KQ4 ?mH2v/],
    ['password', 'hunter', /hunter/],
    ['proof-pin', '274961', /274961/],
  ] as const)('of %s, nothing is on the page but in the field', async (name, typed, pattern) => {
    await open(name);
    for (const character of typed) {
      if (/[A-Z]/.test(character)) await key('Shift').click();
      await key(character).click();
    }
    expect((await value()).replaceAll(' ', '')).toBe(typed);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toMatch(pattern);
  });

  test('a key looks pressed while it is pressed and not a moment longer, and nothing tells of it aloud', async () => {
    await open('proof-pin');
    const colour = () => key('7').evaluate((one) => getComputedStyle(one).backgroundColor);
    const before = await colour();
    await key('7').hover();
    await page.mouse.down();
    expect(await colour()).not.toBe(before);
    await page.mouse.up();
    expect(await colour()).toBe(before);
    const [moves, live] = await board().evaluate((keys) => [
      [...keys.querySelectorAll('.key')].filter((one) => getComputedStyle(one).transitionDuration !== '0s')
        .length,
      keys.closest('[aria-live]') ?? keys.querySelector('[aria-live], [role="status"], [role="alert"]'),
    ]);
    expect([moves, live]).toEqual([0, null]);
  });
});

describe('without a pointer', () => {
  test('one stop for Tab, arrows from key to key, Enter and the space bar press, and the focus stays', async () => {
    await open('account');
    await field().focus();
    const stops = await board().locator('[tabindex="0"]').count();
    expect(stops).toBe(1);
    await page.keyboard.press('Shift+Tab');
    for (let presses = 0; presses < 20 && (await focused()) !== '1 1'; presses += 1) {
      await page.keyboard.press('Tab');
    }
    expect(await focused()).toBe('1 1');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await value()).toBe('qw');
    expect(await focused()).toBe('2 3');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('BUTTON');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('2 3');
  });
});

describe('when it is there', () => {
  test('the word in the row asks for it, and for its end; the key that hides it as well', async () => {
    await open('account', { keyboard: 'touch' });
    expect(await board().count()).toBe(0);
    const word = page.getByRole('button', { name: 'Keyboard', exact: true });
    expect(await word.getAttribute('aria-pressed')).toBe('false');
    await word.click();
    expect(await focused()).toBe('INPUT');
    await showNext(page, 'account', { keyboard: 'always' });
    expect(await word.getAttribute('aria-pressed')).toBe('true');
    await does('hide').click();
    await word.click();
    expect(await sentBy(page)).toEqual([
      { type: 'setPreferences', keyboard: 'always' },
      { type: 'setPreferences', keyboard: 'touch' },
      { type: 'setPreferences', keyboard: 'touch' },
    ]);
  });

  test('the accessibility panel has the same choice', async () => {
    await open('account');
    await page.getByRole('button', { name: 'Accessibility' }).click();
    const choice = page.getByRole('group', { name: 'Keyboard on the screen' });
    expect(await choice.getByRole('radio', { name: 'Always' }).isChecked()).toBe(true);
    await choice.getByRole('radio', { name: 'Never' }).click({ force: true });
    expect(await sentBy(page)).toEqual([{ type: 'setPreferences', keyboard: 'never' }]);
    await page.keyboard.press('Escape');
  });

  test('where nothing can be typed it takes no room', async () => {
    await open('welcome');
    expect(await board().count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.dataset.keyboard)).toBeUndefined();
  });

  test('a finger in a field brings it, keeps the system’s own away, and may send it away again', async () => {
    const own = await stage.context({ hasTouch: true });
    const touched = await showView(own, viewOf(fixture('account')));
    const keys = touched.locator('.keyboard');
    await touched.locator('h1').tap();
    expect(await keys.count()).toBe(0);
    await touched.locator('input[data-entry]').tap();
    await eventually(() => keys.count()).toBe(1);
    expect(await touched.locator('input[data-entry]').getAttribute('inputmode')).toBe('none');
    for (const letter of 'amal') await touched.locator('.key').getByText(letter, { exact: true }).tap();
    expect(await touched.locator('input[data-entry]').inputValue()).toBe('amal');
    await touched.locator('[data-does="hide"]').tap();
    await eventually(() => keys.count()).toBe(0);
    expect(await touched.locator('input[data-entry]').getAttribute('inputmode')).toBe('email');
    const { view } = { view: viewOf(fixture('account'), { keyboard: 'never' }) };
    await pushView(touched, { ...view, revision: 2 });
    await touched.locator('input[data-entry]').tap();
    await touched.locator('input[data-entry]').tap();
    expect(await keys.count()).toBe(0);
    await own.close();
  });

  test('it comes into panels: a language is found with it, in its own letters, and the panel gives it back', async () => {
    await open('pass', { language: 'ar' });
    await page.locator('.row-controls button').first().click();
    const panel = page.getByRole('dialog');
    expect(await panel.locator('.keyboard').count()).toBe(1);
    await type(...'الع');
    expect(await panel.getByRole('radio').count()).toBe(1);
    await does('script').click();
    await does('erase').click();
    await type('x');
    await panel.locator('[data-does="hide"]').click();
    expect(await sentBy(page)).toEqual([{ type: 'setPreferences', keyboard: 'touch' }]);
    await panel.locator('.side-head .word').click();
    expect(await page.locator('body > .keyboard').count()).toBe(1);
  });

  test('a code of the technician’s is typed in the technician panel', async () => {
    await open('technician-answer');
    const panel = page.getByRole('dialog');
    await panel.locator('.key').getByText('a', { exact: true }).click();
    expect(await panel.locator('input[data-entry]').inputValue()).toBe('a');
    expect(
      await panel.getByRole('button', { name: 'Keyboard', exact: true }).getAttribute('aria-pressed'),
    ).toBe('true');
  });
});

describe.each([
  { width: 640, height: 480, textScale: '100' },
  { width: 800, height: 600, textScale: '200' },
  { width: 800, height: 600, textScale: '300' },
  { width: 1024, height: 768, textScale: '150' },
] as const)('at $width by $height and $textScale %', ({ width, height, textScale }) => {
  test.each(['de', 'ar'])('in %s every key is big enough and the field is in sight', async (language) => {
    await page.setViewportSize({ width, height });
    for (const name of ['account', 'pin', 'technician-answer']) {
      await open(name, { textScale, language });
      await does('erase').click();
      if ((await does('script').count()) > 0) await does('script').click();
      const { small, input, tray, beyond, over } = await page.evaluate(() => {
        const sizes = [...document.querySelectorAll('.key')].map((one) => one.getBoundingClientRect());
        return {
          small: Math.min(...sizes.flatMap((size) => [size.width, size.height])),
          over: [...document.querySelectorAll('.key')].filter((one) => one.scrollWidth > one.clientWidth + 1)
            .length,
          input: document.querySelector('input[data-typed]')?.getBoundingClientRect().toJSON() as DOMRect,
          tray: document.querySelector('.keyboard')?.getBoundingClientRect().toJSON() as DOMRect,
          beyond: document.documentElement.scrollWidth - innerWidth,
        };
      });
      expect(small, name).toBeGreaterThanOrEqual(44);
      expect(input.top, name).toBeGreaterThanOrEqual(0);
      expect(input.bottom, name).toBeLessThanOrEqual(tray.top);
      expect(tray.bottom, name).toBeCloseTo(height, 0);
      expect([beyond, over], name).toEqual([0, 0]);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe.each([
  ['en', 'light'],
  ['de', 'dark'],
  ['ar', 'high'],
] as const)('axe finds nothing in %s, %s', (language, theme) => {
  test('with the keyboard open', async () => {
    await open('account', { language, theme });
    expect(await board().count()).toBe(1);
    expect(await violations()).toEqual([]);
  });

  test('with the signs, held', async () => {
    await open('password', { language, theme });
    await does('symbols').click();
    await does('shift').click();
    expect(await violations()).toEqual([]);
  });

  test.each([
    ['language', 0],
    ['accessibility', 1],
    ['help', 3],
  ] as const)('with the %s panel open', async (_panel, at) => {
    await open('pass-wrong', { language, theme });
    await page.locator('.row-controls button').nth(at).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
  });
});

test('under forced colours keys have edges and what is held can be told', async () => {
  const own = await stage.context({ forcedColors: 'active' });
  const first = await showView(own, viewOf(fixture('password'), { keyboard: 'always' }));
  const edge = (what: string) =>
    first
      .locator(`[data-does="${what}"]`)
      .first()
      .evaluate((one) => getComputedStyle(one).borderTopStyle);
  expect([await edge('write'), await edge('enter')]).toEqual(['solid', 'solid']);
  const colour = () =>
    first.locator('[data-does="shift"]').evaluate((one) => getComputedStyle(one).backgroundColor);
  const before = await colour();
  await first.locator('[data-does="shift"]').click();
  await first.mouse.move(0, 0);
  expect(await colour()).not.toBe(before);
  await own.close();
});

test('the policy of the page lets it, and it says nothing on the console', async () => {
  const own = await stage.context();
  const said: string[] = [];
  own.on('console', (message) => said.push(message.text()));
  own.on('weberror', (error) => said.push(String(error.error())));
  const first = await showView(own, viewOf(fixture('account'), { keyboard: 'always' }));
  await first.locator('.key').getByText('q', { exact: true }).click();
  expect(await first.locator('input[data-entry]').inputValue()).toBe('q');
  expect(
    said.filter(
      (text) => /polic|trusted|refused|error/i.test(text) && !/Permissions-Policy|sandbox/.test(text),
    ),
  ).toEqual([]);
  await own.close();
});
