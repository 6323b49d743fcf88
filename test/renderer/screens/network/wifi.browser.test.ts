import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { viewOf } from '../../../../build/screens/fixtures.ts';
import { pushView, sentBy, showView } from '../../../../build/screens/stage.ts';
import { type BuiltStage, eventually, fixture, openStage } from '../../built-stage.ts';

let stage: BuiltStage;
let context: BrowserContext;

beforeAll(async () => {
  stage = await openStage();
  context = await stage.context();
});

afterAll(() => stage[Symbol.asyncDispose]());

const show = (name: string): Promise<Page> => showView(context, viewOf(fixture(name)));
const joined = async (page: Page) => (await sentBy(page)).filter(({ type }) => type === 'joinWifi');

test('by keyboard alone: a network, its password, and nothing of it stays in the field', async () => {
  const page = await show('wifi');
  const list = page.getByRole('group', { name: 'Choose a Wi-Fi network' });
  expect(await list.getByRole('radio').count()).toBe(6);
  expect(await page.getByRole('radio', { name: /Amal’s phone/ }).isChecked()).toBe(true);
  // From the heading: back, then the list.
  await page.getByRole('radio', { name: /Amal’s phone/ }).focus();
  await page.keyboard.press('ArrowDown');
  expect(
    await page.getByRole('radio', { name: /Home: 5 GHz.*Strong signal.*With a password/s }).isChecked(),
  ).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await page.getByText('has 8 to 63 characters').waitFor();
  expect(await joined(page)).toEqual([]);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('correct horse battery');
  await page.keyboard.press('Enter');
  await eventually(() => joined(page)).toEqual([
    { type: 'joinWifi', network: '02 passphrase', passphrase: 'correct horse battery' },
  ]);
  expect(await page.getByLabel('Wi-Fi password').inputValue()).toBe('');
  expect(await page.content()).not.toContain('correct horse');
  await page.close();
});

test('an open network asks for nothing, a company’s offers nothing, a hidden one wants its name', async () => {
  const page = await show('wifi');
  await page.getByRole('radio', { name: /Northwind Corp/ }).check();
  expect(await page.getByRole('button', { name: 'Connect' }).count()).toBe(0);
  await page.getByRole('radio', { name: /Station Café/ }).check();
  expect(await page.getByLabel('Wi-Fi password').count()).toBe(0);
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByRole('radio', { name: /not in this list/ }).check();
  await page.getByLabel('Name of the network').fill('Cellar');
  await page.getByLabel('Wi-Fi password').fill('hidden words');
  await page.getByRole('button', { name: 'Connect' }).click();
  await eventually(() => joined(page)).toEqual([
    { type: 'joinWifi', network: '04 open' },
    { type: 'joinWifi', name: 'Cellar', passphrase: 'hidden words' },
  ]);
  await page.close();
});

test('a wrong password is said under its field, and nothing is pressed twice while it connects', async () => {
  const page = await show('wifi-wrong');
  expect(await page.getByRole('alert').textContent()).toContain('LK-1020');
  expect(await page.getByRole('radio', { name: /Home: 5 GHz/ }).isChecked()).toBe(true);
  await pushView(page, { ...viewOf(fixture('wifi-joining')), revision: 2 });
  await page.getByRole('button', { name: /Connecting/ }).click({ force: true });
  await page.getByRole('radio', { name: /Station Café/ }).click({ force: true });
  expect(await joined(page)).toEqual([]);
  await page.close();
});

test('work that waits for the network can be tried now, and the way to Wi-Fi is there', async () => {
  const page = await show('join-retrying');
  const note = page.getByRole('status').filter({ hasText: 'Nothing is lost' });
  expect(await note.textContent()).toContain('LK-1103');
  await page.getByRole('button', { name: 'Try now' }).click();
  await page.getByRole('button', { name: 'Choose a Wi-Fi network' }).click();
  await eventually(async () => (await sentBy(page)).map(({ type }) => type)).toEqual(
    expect.arrayContaining(['retry', 'openWifi']),
  );
  await page.close();
});
