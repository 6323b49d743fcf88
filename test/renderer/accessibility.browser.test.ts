import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIXTURES, viewOf } from '../../build/screens/fixtures.ts';
import { showView } from '../../build/screens/stage.ts';
import { type BuiltStage, fixture, openStage, showNext } from './built-stage.ts';

const NAMES = FIXTURES.map(({ name }) => name);

let stage: BuiltStage;
/** One page for all screens: they are shown one after the other, as in a run. */
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  page = await showView(await stage.context(), viewOf(fixture('welcome')));
  await page.evaluate(axe.source);
});

afterAll(() => stage[Symbol.asyncDispose]());

async function violations(): Promise<readonly string[]> {
  const found = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/* In light and English every one; themes and languages take turns in languages.browser.long.test.ts. */
test.each(NAMES)('axe finds nothing on %s', async (name) => {
  await showNext(page, name, { theme: 'light' });
  expect(await violations()).toEqual([]);
  expect(await page.locator('h1').count()).toBe(1);
});

test.each(['loop', 'pass', 'network-portal'])('axe finds nothing in the help panel over %s', async (name) => {
  await showNext(page, name);
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  expect(await violations()).toEqual([]);
  await page.keyboard.press('Escape');
});

test.each(['welcome-languages', 'pass', 'choose', 'pin', 'loop', 'done'])(
  'every control of %s can be hit: at least 44 pixels each way',
  async (name) => {
    await showNext(page, name);
    const sizes = await page.locator('button:visible, input:visible').evaluateAll((controls) =>
      controls.map((control) => {
        const { width, height } = control.getBoundingClientRect();
        return Math.min(width, height);
      }),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
  },
);

test.each([
  { width: 800, height: 600, textScale: '200' },
  { width: 640, height: 480, textScale: '100' },
  { width: 1280, height: 800, textScale: '150' },
] as const)(
  'nothing is cut off at $width by $height and $textScale %',
  async ({ width, height, textScale }) => {
    await page.setViewportSize({ width, height });
    for (const name of NAMES) {
      await showNext(page, name, { textScale });
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(beyond, name).toBeLessThanOrEqual(0);
    }
  },
);

test('the door is as open as the view says, and says so to readers', async () => {
  await showNext(page, 'pin');
  expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('66');
});
