import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIXTURES, viewOf } from '../../build/screens/fixtures.ts';
import { sentBy, showView } from '../../build/screens/stage.ts';
import { type BuiltStage, eventually, fixture, openStage, showNext } from './built-stage.ts';

/** What Chromium says of its own accord, and why it stays so. Anything else on the console is a fault. */
const REMARKS: readonly RegExp[] = [
  // Advice to password managers, of which a kiosk has none.
  /^\[DOM\] Password forms/,
  // On Linux Chromium is built without Bluetooth and does not know its name. Windows and macOS do: the row stays.
  /^Error with Permissions-Policy header: Unrecognized feature: 'bluetooth'\.$/,
  // True of frames, whose parent can take the attribute off. This is the top page's header; WebAuthn needs the origin.
  /^An iframe which has both allow-scripts and allow-same-origin for its sandbox attribute can escape its sandboxing\.$/,
];

let stage: BuiltStage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage[Symbol.asyncDispose]());

test('no screen breaks the content security policy or writes to the console', async () => {
  const context = await stage.context();
  const said: string[] = [];
  context.on('console', (message) => said.push(message.text()));
  context.on('weberror', (error) => said.push(String(error.error())));
  const page = await showView(context, viewOf(fixture('welcome')));
  for (const { name, view } of FIXTURES) {
    await showNext(page, name);
    // The technician panel and the report lie over everything, Help too.
    if (view?.technician || view?.report) continue;
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    await page.keyboard.press('Escape');
  }
  expect(said.filter((text) => !REMARKS.some((remark) => remark.test(text)))).toEqual([]);
  await context.close();
});

test('everything comes from the one origin', async () => {
  const context = await stage.context();
  const asked: string[] = [];
  context.on('request', (request) => asked.push(new URL(request.url()).origin));
  await showView(context, viewOf(fixture('welcome')));
  expect(asked.length).toBeGreaterThan(3);
  expect(new Set(asked)).toEqual(new Set(['https://localhost']));
  await context.close();
});

test('on load it asks for the view once and tells about its authenticator once; a reload shows the same screen', async () => {
  const context = await stage.context();
  const page = await showView(context, viewOf(fixture('loop')));
  const before = await page.locator('main').textContent();
  const started = [{ type: 'ready' }, { type: 'platformAuthenticator', available: false }];
  await eventually(() => sentBy(page)).toEqual(started);
  await page.reload();
  await page.locator('.frame h1').waitFor();
  expect(await page.locator('main').textContent()).toBe(before);
  await eventually(() => sentBy(page)).toEqual(started);
  await context.close();
});

test('outside of Latchkey the page says where it belongs', async () => {
  const context = await stage.context();
  const page = await context.newPage();
  await page.goto('https://localhost/');
  await eventually(() => page.locator('h1').textContent()).toBe('This page belongs to Latchkey');
  await context.close();
});

test('an agent that does not answer is asked again by hand', async () => {
  const context = await stage.context();
  const page = await context.newPage();
  await page.clock.install();
  await page.addInitScript(() => {
    const latchkey = { send: () => Promise.reject(new Error('gone')), onView: () => () => {} };
    Object.assign(window, { latchkey });
  });
  await page.goto('https://localhost/');
  // A moment of quiet first: words that flash by only unsettle.
  await page.locator('script').first().waitFor({ state: 'attached' });
  expect(await page.locator('h1').count()).toBe(0);
  await page.clock.fastForward(9000);
  await page.getByRole('button', { name: 'Ask again' }).click();
  expect(await page.locator('h1').textContent()).toBe('One moment');
  await context.close();
});
