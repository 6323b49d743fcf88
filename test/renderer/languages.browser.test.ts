import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewOf } from '../../build/screens/fixtures.ts';
import { pushView, sentBy, settle, showView } from '../../build/screens/stage.ts';
import { type BuiltStage, eventually, fixture, openStage, showNext } from './built-stage.ts';

/** One of each kind; `.long` draws them all. */
const MAIN = [
  'welcome-languages',
  'network-portal',
  'account',
  'pass-locked',
  'loop',
  'choose',
  'own-pin',
  'done',
];

let stage: BuiltStage;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  context = await stage.context();
  page = await showView(context, viewOf(fixture('welcome')));
  await page.evaluate(axe.source);
});

afterAll(() => stage[Symbol.asyncDispose]());

async function violations(): Promise<readonly string[]> {
  const found = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

describe.each([
  ['en', 'high'],
  ['de', 'light'],
  ['de', 'dark'],
  ['ar', 'light'],
  ['ar', 'high'],
] as const)('axe finds nothing in %s, %s', (language, theme) => {
  test.each(MAIN)('%s', async (name) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await showNext(page, name, { language, theme });
    expect(await violations()).toEqual([]);
  });
});

test('only the language that is shown is fetched', async () => {
  const own = await stage.context({ locale: 'de-AT' });
  const files: string[] = [];
  own.on('request', (request) => files.push(new URL(request.url()).pathname));
  const welcome = viewOf(fixture('welcome-languages'), { language: 'system' });
  const first = await showView(own, welcome);
  await settle(first, 'de');
  const scripts = files.filter((file) => file.endsWith('.js')).length;
  await pushView(first, { ...welcome, revision: 2, preferences: { ...welcome.preferences, language: 'ar' } });
  await settle(first, 'ar');
  expect(files.filter((file) => file.endsWith('.js'))).toHaveLength(scripts + 1);
  await own.close();
});

test('the language of the system is taken where it is offered, and never another', async () => {
  const own = await stage.context({ locale: 'ar-EG' });
  const view = viewOf(fixture('welcome-languages'), { language: 'system' });
  const first = await showView(own, view);
  await settle(first, 'ar');
  expect(await first.evaluate(() => document.documentElement.dir)).toBe('rtl');
  await pushView(first, { ...view, revision: 2, languages: ['en', 'de'] });
  await settle(first, 'en');
  await own.close();
});

test('the layout is mirrored: night is on the right, and so is the beginning of a line', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await showNext(page, 'pass', { language: 'ar' });
  const at = (selector: string) => page.locator(selector).first().boundingBox();
  const [night, field, action] = [await at('.night'), await at('input'), await at('.action')];
  expect(night?.x).toBeGreaterThan(600);
  expect((field?.x ?? 0) + (field?.width ?? 0)).toBeCloseTo((action?.x ?? 0) + (action?.width ?? 0), 0);
  expect(await page.locator('input').getAttribute('dir')).toBe('ltr');
});

test('a language is found by typing, by its English name too, and chosen by the keyboard', async () => {
  const own = await showView(context, viewOf(fixture('account')));
  await own.getByRole('button', { name: 'English' }).focus();
  await own.keyboard.press('Enter');
  const panel = own.getByRole('dialog', { name: 'Language' });
  await own.keyboard.type('germ');
  expect(await panel.getByRole('radio').count()).toBe(1);
  await own.keyboard.press('Tab');
  await own.keyboard.press('Space');
  await eventually(() => sentBy(own)).toContainEqual({ type: 'setPreferences', language: 'de' });
  await own.keyboard.press('Escape');
  expect(await panel.count()).toBe(0);
  await eventually(() => own.evaluate(() => document.activeElement?.textContent)).toContain('English');
  await own.close();
});

test('the accessibility panel is on every screen, works by keyboard, and each choice takes effect at once', async () => {
  const view = viewOf(fixture('loop'));
  const own = await showView(context, view);
  await own.getByRole('button', { name: 'Accessibility' }).click();
  await own.getByRole('radio', { name: '100%' }).focus();
  await own.keyboard.press('ArrowLeft');
  await eventually(() => sentBy(own)).toContainEqual({ type: 'setPreferences', textScale: '300' });
  await own.getByRole('radio', { name: 'High contrast' }).click({ force: true });
  await own.getByRole('radio', { name: 'Nothing moves' }).click({ force: true });
  expect(await sentBy(own)).toEqual(
    expect.arrayContaining([
      { type: 'setPreferences', theme: 'high' },
      { type: 'setPreferences', motion: 'reduced' },
    ]),
  );
  const size = () =>
    own.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  const before = await size();
  const preferences = { ...view.preferences, textScale: '300', theme: 'high', motion: 'reduced' } as const;
  await pushView(own, { ...view, revision: 2, preferences });
  await eventually(size).toBeCloseTo(before * 3, 0);
  expect(await own.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({
    theme: 'high',
    motion: 'reduced',
  });
  expect(await own.getByRole('dialog', { name: 'Make this easier' }).isVisible()).toBe(true);
  await own.close();
});

test('a system that asks for more contrast gets it, until somebody chooses otherwise', async () => {
  const own = await stage.context({ contrast: 'more' });
  const first = await showView(own, viewOf(fixture('pass'), { theme: 'system' }));
  const theme = () => first.evaluate(() => document.documentElement.dataset.theme);
  await eventually(theme).toBe('high');
  await pushView(first, { ...viewOf(fixture('pass'), { theme: 'light' }), revision: 2 });
  await eventually(theme).toBe('light');
  await own.close();
});

test('under forced colours edges and focus stay, and the picked size can be told', async () => {
  const own = await stage.context({ forcedColors: 'active' });
  const first = await showView(own, viewOf(fixture('pass')));
  await first.getByRole('button', { name: 'Accessibility' }).click();
  const picked = first.locator('.pill:has(:checked)').first();
  expect(await picked.evaluate((pill) => getComputedStyle(pill).borderTopWidth)).toBe('4px');
  await own.close();
});
