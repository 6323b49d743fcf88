import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePass } from '../../../build/console/sample.ts';
import { openSignedIn } from '../../../build/console/stage.ts';
import { ConsoleStage, openPage, openPersonPage } from './console-stage.ts';

const ADMIN = 'mina@northwind.example';
const MINUTE = 60_000;

let stage: ConsoleStage;
let desk: BrowserContext;
let page: Page;

beforeAll(async () => {
  stage = await ConsoleStage.open();
  desk = await stage.person();
  const pass = await makePass(stage.context, ADMIN);
  page = await openSignedIn(desk, '/console/', { name: ADMIN, pass });
}, 60_000);

afterAll(() => stage.close());

test('passes that end within the hour stand on the overview, and lead to their owner', async () => {
  await stage.lab.issuePass('gina@northwind.example', { lifetimeInMinutes: 20 });
  await stage.lab.issuePass('ben@northwind.example', { lifetimeInMinutes: 120 });
  await page.reload();
  const soon = page.getByRole('region', { name: 'Passes that end within the hour' });
  await soon.getByText('gina@northwind.example').waitFor();
  expect(await soon.getByText('ben@northwind.example').count()).toBe(0);
  await soon.getByRole('link', { name: 'Gina Rossi' }).click();
  await page.getByRole('heading', { level: 1, name: 'Gina Rossi' }).waitFor();
});

test('people beyond one page come when they are asked for', async () => {
  const people = Array.from({ length: 60 }, (_, index) => ({
    id: randomUUID(),
    user_principal_name: `crowd-${index}@northwind.example`,
    display_name: `Crowd ${String(index).padStart(2, '0')}`,
    user_type: 'Member' as const,
    account_enabled: 1 as const,
    sessions_valid_from: 0,
    created_at: 0,
  }));
  await stage.lab.db.insertInto('users').values(people).execute();
  await openPage(page, 'People');
  await page.getByLabel('Begins with').fill('Crowd');
  await page.getByText('The first 50 are shown.').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('60 in all.').waitFor();
  expect(new Set(await page.getByRole('rowheader').allInnerTexts()).size).toBe(60);
  await stage.lab.db.deleteFrom('users').where('display_name', 'like', 'Crowd %').execute();
});

test('sign-ins are found by name and by outcome', async () => {
  await openPage(page, 'Sign-ins');
  await page.getByLabel('Sign-in name').fill('  MINA@northwind.example ');
  await page.keyboard.press('Enter');
  await page.getByText(/^\d in all\.$/).waitFor();
  const names = await page.locator('tbody td:nth-child(2) small').allInnerTexts();
  expect(new Set(names)).toEqual(new Set([ADMIN]));
  await page.getByLabel('Outcome').selectOption('Refused');
  await page.getByText('No sign-in fits.').waitFor();
  await page.getByLabel('Sign-in name').fill("o'nobody@northwind.example");
  await page.getByLabel('Outcome').selectOption('All');
  await page.getByLabel('Sign-in name').press('Enter');
  await page.getByText('No sign-in fits.').waitFor();
});

test('a pass that begins later says so, and when', async () => {
  await openPersonPage(page, 'Kaya Demir');
  await page.getByRole('button', { name: 'Add a Temporary Access Pass' }).click();
  await page.getByLabel('Good from').selectOption('A time that I choose');
  const tomorrow = new Date(Date.now() + 24 * 60 * MINUTE).toISOString().slice(0, 16);
  await page.getByLabel('Date and time').fill(tomorrow);
  await page.getByRole('button', { name: 'Make the pass' }).click();
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.getByText('Not valid yet').waitFor();
  const row = await stage.lab.db
    .selectFrom('passes')
    .select('start_at')
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  expect(new Date(row.start_at).toISOString().slice(0, 16)).toBe(tomorrow);
});

test('every sign-in of somebody is ended, and their account switched off and on', async () => {
  const other = await stage.person();
  const eva = 'eva@northwind.example';
  const pass = await makePass(stage.context, eva);
  const hers = await openSignedIn(other, '/security-info/', { name: eva, pass });
  await openPersonPage(page, 'Eva Novak');
  await page.getByRole('button', { name: 'End all sign-ins' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End all sign-ins' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await hers.getByRole('button', { name: 'Delete the pass' }).click();
  await hers.getByRole('dialog').getByRole('button', { name: 'Delete the pass' }).click();
  await hers.getByRole('heading', { name: 'Your sign-in has ended' }).waitFor();
  for (const [press, state] of [
    ['Switch off', 'Off'],
    ['Switch on', 'On'],
  ] as const) {
    await page.getByRole('button', { name: press }).click();
    await page.getByRole('dialog').getByRole('button', { name: press }).click();
    await page.locator('dd').getByText(state, { exact: true }).waitFor();
  }
  await other.close();
});

test('a device is deleted after a question', async () => {
  await openPage(page, 'Devices');
  await page.getByRole('button', { name: 'OLD-2', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('It has to be set up again.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'OLD-2', exact: true }).waitFor({ state: 'detached' });
  await page.getByText('4 in all.').waitFor();
});

test('conditional access is set to report only, and on again', async () => {
  await openPage(page, 'Conditional access');
  for (const [press, state] of [
    ['Report only', 'Reports only'],
    ['Turn on', 'On'],
  ] as const) {
    await page.getByRole('button', { name: new RegExp(`^${press}`) }).click();
    await page.getByRole('dialog').getByRole('button', { name: press }).click();
    await page.getByRole('cell', { name: state, exact: true }).waitFor();
  }
});

test('two administrators at once: whoever saves second is asked first', async () => {
  await openPage(page, 'Pass policy');
  const length = page.getByLabel('Length');
  const path =
    '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
  const type = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
  const headers = await stage.lab.adminHeaders();
  const body = { '@odata.type': type, defaultLength: 10 };
  expect((await stage.lab.call(path, { method: 'PATCH', headers, body })).status).toBe(204);
  await length.fill('12');
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await page.getByText('Somebody else changed this policy meanwhile').waitFor();
  expect((await stage.lab.call(path, { headers })).body.defaultLength).toBe(10);
  await page.getByRole('button', { name: 'Show the policy as it is now' }).click();
  await expect.poll(() => length.inputValue()).toBe('10');
  await length.fill('12');
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await page.getByText('Saved. It counts from now on.').waitFor();
  expect((await stage.lab.call(path, { headers })).body.defaultLength).toBe(12);
});

test('after a quarter of an hour the token is renewed, and nobody notices', async () => {
  let renewed = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/oauth2/token')) renewed += 1;
  });
  const ahead = 15 * MINUTE;
  stage.lab.ahead = ahead;
  await page.evaluate((ahead) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + ahead;
  }, ahead);
  await openPage(page, 'Devices');
  await page.getByRole('button', { name: 'OLD-1', exact: true }).waitFor();
  await openPage(page, 'People');
  expect(renewed).toBe(1);
});

test('contrast themes keep every edge, and the codes that scanners read', async () => {
  await page.emulateMedia({ forcedColors: 'active' });
  const edge = await page
    .getByRole('navigation')
    .getByRole('link', { name: 'People' })
    .evaluate((link) => getComputedStyle(link).borderInlineStartWidth);
  expect(edge).toBe('3px');
  await openPersonPage(page, 'Amal Haddad');
  await page.getByRole('button', { name: 'Add a Temporary Access Pass' }).click();
  const field = page.getByRole('dialog').getByLabel('Minutes it is good for');
  expect(await field.evaluate((input) => getComputedStyle(input).borderTopStyle)).toBe('solid');
  await page.getByRole('button', { name: 'Make the pass' }).click();
  const adjust = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((drawn) => getComputedStyle(drawn).forcedColorAdjust);
  expect([await adjust('.qr'), await adjust('.barcode')]).toEqual(['none', 'none']);
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.emulateMedia({ forcedColors: 'none' });
});

test('letters of twice the size, as set in the browser, cut nothing off', async () => {
  const devtools = await desk.newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
  expect(await page.locator('body').evaluate((body) => getComputedStyle(body).fontSize)).toBe('32px');
  for (const name of ['Overview', 'Pass policy', 'Sign-ins', 'Laptops being set up']) {
    await openPage(page, name);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyond, name).toBeLessThanOrEqual(0);
  }
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 16 } });
});

test('a pass that is deleted in the console ends the page of whoever signed in with it', async () => {
  const other = await stage.person();
  const name = 'cora@northwind.example';
  const pass = await makePass(stage.context, name);
  const cora = await openSignedIn(other, '/console/', { name, pass });
  await openPersonPage(page, 'Cora Lindqvist');
  await page.getByRole('button', { name: 'Delete the pass' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the pass' }).click();
  await page.getByText('There is no pass.').waitFor();
  await cora.getByRole('link', { name: 'Devices' }).click();
  await cora.getByRole('heading', { name: 'Your sign-in has ended' }).waitFor();
  await other.close();
});

test('no page broke its policy, and nothing failed in it', () => {
  expect(stage.faults).toEqual([]);
});
