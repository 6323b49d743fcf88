import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { viewOf } from '../../build/screens/fixtures.ts';
import { pushView, sentBy, showView } from '../../build/screens/stage.ts';
import { contrast } from '../../electron/contract/branding/colour.ts';
import type { View } from '../../electron/contract/view.ts';
import { type BuiltStage, eventually, fixture, openStage } from './built-stage.ts';

let stage: BuiltStage;
let context: BrowserContext;

beforeAll(async () => {
  stage = await openStage();
  context = await stage.context();
});

afterAll(() => stage[Symbol.asyncDispose]());

const branded = (branding: View['branding'], theme: View['preferences']['theme'] = 'light'): View => ({
  ...viewOf(fixture('pass'), { theme }),
  ...(branding && { branding }),
});

/** `rgb(1, 2, 3)` as `#010203`. */
function hexOf(rgb: string): string {
  const parts = rgb.match(/\d+/g)?.slice(0, 3) ?? [];
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}

async function actionOn(page: Page): Promise<{ readonly fill: string; readonly words: string }> {
  const colours = await page.locator('.action').evaluate((action) => {
    const { backgroundColor, color } = getComputedStyle(action);
    return { backgroundColor, color };
  });
  return { fill: hexOf(colours.backgroundColor), words: hexOf(colours.color) };
}

test('accent and night are the company’s in both themes, readable, and gone with the company', async () => {
  const page = await showView(context, branded({ accent: '#ffd400', night: '#f0e0ff' }));
  for (const [index, theme] of (['light', 'dark'] as const).entries()) {
    await pushView(page, { ...branded({ accent: '#ffd400', night: '#f0e0ff' }, theme), revision: index + 2 });
    await eventually(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme);
    const { fill, words } = await actionOn(page);
    expect(contrast(fill, words)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(fill, theme === 'light' ? '#f6f3ec' : '#0e1626')).toBeGreaterThanOrEqual(3);
  }
  await pushView(page, { ...branded(undefined), revision: 9, branding: {} });
  await eventually(async () => (await actionOn(page)).fill).toBe('#9c6110');
  expect(await page.evaluate(() => [...document.documentElement.style])).toEqual([]);
  await page.close();
});

test('high contrast takes no colour of a company’s', async () => {
  const page = await showView(context, branded({ accent: '#101010', night: '#a0a0a0' }, 'high'));
  expect((await actionOn(page)).fill).toBe('#ffd84d');
  const sky = await page.locator('.night').evaluate((night) => getComputedStyle(night).backgroundImage);
  expect(sky).toContain('rgb(0, 0, 0)');
  await page.close();
});

test('the mark is drawn from its paths; anything else is not drawn, and what was hostile does nothing', async () => {
  const said: string[] = [];
  const own = await stage.context();
  own.on('console', (message) => said.push(message.text()));
  own.on('weberror', (error) => said.push(String(error.error())));
  const logo = {
    viewBox: '0 0 10 10',
    paths: ['#ffd28a M0 0h10v10H0z', '"/><script>alert(1)</script>', 'M0 0 url(#x)'],
  };
  // The agent lets none of this through; the page does not lean on that.
  const page = await showView(own, branded({ logo }));
  expect(await page.locator('.mark path').count()).toBe(1);
  expect(await page.locator('.mark path').getAttribute('fill')).toBe('#ffd28a');
  expect(await page.locator('.mark').innerHTML()).not.toContain('script');
  expect(said.filter((text) => /alert|Refused|attribute d/.test(text))).toEqual([]);
  await own.close();
});

test('a mark too wide or none at all leaves the door as ours', async () => {
  const page = await showView(context, branded({ logo: { viewBox: '0 0 900 10', paths: ['M0 0h9v9z'] } }));
  expect(await page.locator('.brand .mark').count()).toBe(0);
  expect(await page.locator('.brand svg').count()).toBe(1);
  await page.close();
});

test('the page itself shows the night and the door before there is a view, and nothing of it after', async () => {
  const page = await context.newPage();
  await page.addInitScript(() => {
    Object.assign(window, { latchkey: { send: async () => ({ ok: true }), onView: () => () => {} } });
  });
  await page.goto('https://localhost/');
  await eventually(() => page.locator('#first').isVisible()).toBe(true);
  expect(await page.locator('#first path').count()).toBeGreaterThan(2);
  await page.close();
  const shown = await showView(context, viewOf(fixture('welcome')));
  expect(await shown.locator('#first').isVisible()).toBe(false);
  expect(hexOf(await shown.evaluate(() => getComputedStyle(document.documentElement).backgroundColor))).toBe(
    '#f6f3ec',
  );
  expect(await shown.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgba(0, 0, 0, 0)',
  );
  await shown.close();
});

test('device name: what is wrong is said before anything is sent; a good one goes on its way', async () => {
  const page = await showView(context, viewOf(fixture('device-name')));
  const field = page.getByLabel('Name of this laptop');
  expect(await field.inputValue()).toBe('LT-7F3K2');
  for (const [typed, words] of [
    ['', 'Type a name first.'],
    ['Amals Laptop', 'Letters from A to Z, digits and hyphens only.'],
    ['ABCDEFGHIJKLMNOPQ', '2 characters too long.'],
    ['localhost', 'Computers keep that name for themselves.'],
  ] as const) {
    await field.fill(typed);
    await page.getByRole('button', { name: 'Use this name' }).click();
    await eventually(() => page.getByRole('alert').textContent()).toContain(words);
  }
  expect((await sentBy(page)).some(({ type }) => type === 'submitDeviceName')).toBe(false);
  await field.fill(' NW-AMAL ');
  await page.keyboard.press('Enter');
  await eventually(() => sentBy(page)).toContainEqual({ type: 'submitDeviceName', deviceName: 'NW-AMAL' });
  await page.close();
});

test('work that stalls says what it waits for, and can be begun anew by keyboard', async () => {
  const view = viewOf(fixture('join'));
  const page = await showView(context, view);
  expect(await page.locator('.pace').count()).toBe(0);
  const waiting = { for: 'directory', usualSeconds: 10, pace: 'slow', canRetry: false } as const;
  await pushView(page, { ...view, revision: 2, waiting });
  await eventually(() => page.locator('.pace').textContent()).toContain(
    'waiting for an answer from Northwind',
  );
  expect(await page.locator('.pace').textContent()).toContain('about 10 seconds. You may walk away');
  await pushView(page, { ...view, revision: 3, waiting: { ...waiting, pace: 'stalled', canRetry: true } });
  await page.getByRole('button', { name: 'Try again' }).focus();
  await page.keyboard.press('Enter');
  await eventually(() => sentBy(page)).toContainEqual({ type: 'retry' });
  await pushView(page, { ...view, revision: 4, waiting: { ...waiting, pace: 'stalled' } });
  await eventually(() => page.locator('.pace').textContent()).toContain('call your IT team');
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  await page.close();
});

test('what a kind of key promises is said in plain words, for the one that is picked', async () => {
  const page = await showView(context, viewOf(fixture('choose')));
  await page.getByRole('button', { name: 'What does it promise?' }).click();
  const promises = page.locator('.promises');
  await eventually(() => promises.textContent()).toContain('It stays behind in the chip.');
  await page.getByRole('radio', { name: /protected file/ }).check({ force: true });
  await eventually(() => promises.textContent()).toContain('Somebody could try PINs on the copy.');
  await page.close();
});
