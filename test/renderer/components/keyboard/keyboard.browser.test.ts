import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewOf } from '../../../../build/screens/fixtures.ts';
import { pushView, sentBy, showView } from '../../../../build/screens/stage.ts';
import { eventually, fixture, showNext } from '../../built-stage.ts';
import { KeyboardPage } from './keyboard-page.ts';

/* When the keyboard is there, what room it takes, and whether everybody can use it. */

let keyboard: KeyboardPage;
/** One page for all tests but those of fingers. */
let page: KeyboardPage['page'];

beforeAll(async () => {
  keyboard = await KeyboardPage.load();
  ({ page } = keyboard);
  await page.evaluate(axe.source);
});

afterAll(() => keyboard[Symbol.asyncDispose]());

async function violations(): Promise<readonly string[]> {
  const found = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

describe('when it is there', () => {
  test('the word in the row asks for it, and for its end; the key that hides it as well', async () => {
    await keyboard.open('account', { keyboard: 'touch' });
    expect(await keyboard.board.count()).toBe(0);
    const word = page.getByRole('button', { name: 'Keyboard', exact: true });
    expect(await word.getAttribute('aria-pressed')).toBe('false');
    await word.click();
    expect(await keyboard.focused()).toBe('INPUT');
    await showNext(page, 'account', { keyboard: 'always' });
    expect(await word.getAttribute('aria-pressed')).toBe('true');
    await keyboard.does('hide').click();
    await word.click();
    expect(await sentBy(page)).toEqual([
      { type: 'setPreferences', keyboard: 'always' },
      { type: 'setPreferences', keyboard: 'touch' },
      { type: 'setPreferences', keyboard: 'touch' },
    ]);
  });

  test('the accessibility panel has the same choice', async () => {
    await keyboard.open('account');
    await page.getByRole('button', { name: 'Accessibility' }).click();
    const choice = page.getByRole('group', { name: 'Keyboard on the screen' });
    expect(await choice.getByRole('radio', { name: 'Always' }).isChecked()).toBe(true);
    await choice.getByRole('radio', { name: 'Never' }).click({ force: true });
    expect(await sentBy(page)).toEqual([{ type: 'setPreferences', keyboard: 'never' }]);
    await page.keyboard.press('Escape');
  });

  test('where nothing can be typed it takes no room', async () => {
    await keyboard.open('welcome');
    expect(await keyboard.board.count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.dataset.keyboard)).toBeUndefined();
  });

  test('a finger in a field brings it, keeps the system’s own away, and may send it away again', async () => {
    const own = await keyboard.stage.context({ hasTouch: true });
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
    await keyboard.open('pass', { language: 'ar' });
    await page.locator('.row-controls button').first().click();
    const panel = page.getByRole('dialog');
    expect(await panel.locator('.keyboard').count()).toBe(1);
    await keyboard.type(...'الع');
    expect(await panel.getByRole('radio').count()).toBe(1);
    await keyboard.does('script').click();
    await keyboard.does('erase').click();
    await keyboard.type('x');
    await panel.locator('[data-does="hide"]').click();
    expect(await sentBy(page)).toEqual([{ type: 'setPreferences', keyboard: 'touch' }]);
    await panel.locator('.side-head .word').click();
    expect(await page.locator('body > .keyboard').count()).toBe(1);
  });

  test('a code of the technician’s is typed in the technician panel', async () => {
    await keyboard.open('technician-answer');
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
      await keyboard.open(name, { textScale, language });
      await keyboard.does('erase').click();
      if ((await keyboard.does('script').count()) > 0) await keyboard.does('script').click();
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
    await keyboard.open('account', { language, theme });
    expect(await keyboard.board.count()).toBe(1);
    expect(await violations()).toEqual([]);
  });

  test('with the signs, held', async () => {
    await keyboard.open('password', { language, theme });
    await keyboard.does('symbols').click();
    await keyboard.does('shift').click();
    expect(await violations()).toEqual([]);
  });

  test.each([
    ['language', 0],
    ['accessibility', 1],
    ['help', 3],
  ] as const)('with the %s panel open', async (_panel, at) => {
    await keyboard.open('pass-wrong', { language, theme });
    await page.locator('.row-controls button').nth(at).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
  });
});

test('under forced colours keys have edges and what is held can be told', async () => {
  const own = await keyboard.stage.context({ forcedColors: 'active' });
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
  const own = await keyboard.stage.context();
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
