import { TOTP } from 'otpauth';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePass } from '../../../build/console/sample.ts';
import { openSignedIn } from '../../../build/console/stage.ts';
import { axeFinds, ConsoleStage } from './console-stage.ts';

const AMAL = 'amal@northwind.example';

let stage: ConsoleStage;
let browser: BrowserContext;
let page: Page;

beforeAll(async () => {
  stage = await ConsoleStage.open();
  browser = await stage.person();
  const pass = await makePass(stage.context, AMAL, 'cora@northwind.example');
  page = await openSignedIn(browser, '/security-info/', { name: AMAL, pass });
  const devtools = await browser.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
}, 60_000);

afterAll(() => stage.close());

test('the pass with its end, a warning that it is all there is, and who made it', async () => {
  await page.getByText('Add a passkey before your pass ends').waitFor();
  await page.getByText('Can be used').waitFor();
  await page.getByText('A Temporary Access Pass was made for you by Cora Lindqvist').waitFor();
  expect(await axeFinds(page)).toEqual([]);
});

test('nothing is cut off at 380 pixels', async () => {
  await page.setViewportSize({ width: 380, height: 700 });
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('a passkey is added, and the warning goes', async () => {
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog');
  expect(await axeFinds(page)).toEqual([]);
  await dialog.getByLabel('Name, so that you know it again').fill('My laptop');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The passkey is added.').waitFor();
  await page.getByText('My laptop', { exact: true }).waitFor();
  expect(await page.getByText('before your pass ends').count()).toBe(0);
});

test('an authenticator app is added with its first code; a wrong one is refused in words', async () => {
  await page.getByRole('button', { name: 'Add an authenticator app' }).click();
  const dialog = page.getByRole('dialog');
  const key = await dialog.locator('.by-hand').innerText();
  expect(await axeFinds(page)).toEqual([]);
  const totp = new TOTP({ secret: key.replaceAll(' ', '') });
  const wrong = String((Number(totp.generate()) + 1) % 1_000_000).padStart(6, '0');
  await dialog.getByLabel('Code', { exact: true }).fill(wrong);
  await dialog.getByRole('button', { name: 'Add the app' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Code', { exact: true }).fill(totp.generate());
  await dialog.getByRole('button', { name: 'Add the app' }).click();
  await page.getByText('The app is added.').waitFor();
  await page.getByRole('rowheader', { name: /Authenticator app/ }).waitFor();
});

test('a lost method is removed after a question', async () => {
  await page.getByRole('button', { name: /^Remove Authenticator app/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('rowheader', { name: /Authenticator app/ }).waitFor({ state: 'detached' });
  expect(await page.getByRole('rowheader', { name: /Passkey/ }).count()).toBe(1);
});

test('a sign-in that is too old is sent to sign in again', async () => {
  const aged = { auth_time: Math.floor(Date.now() / 1000) - 11 * 60 };
  await stage.lab.db.updateTable('sessions').set(aged).execute();
  await stage.lab.db.updateTable('browser_sign_ins').set(aged).execute();
  // A pass that works again and again may be shown again, so its sign-ins do not grow too old.
  await stage.lab.db.updateTable('passes').set({ is_usable_once: 1 }).execute();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Show that it is you').waitFor();
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.waitForURL(/\/oauth2\/interaction\//);
});

test('the pass is deleted by its owner; this page came from it, and says that it is over', async () => {
  const other = await stage.person();
  const pass = await makePass(stage.context, 'gina@northwind.example');
  const gina = await openSignedIn(other, '/security-info/', { name: 'gina@northwind.example', pass });
  await gina.getByRole('button', { name: 'Delete the pass' }).click();
  await gina.getByRole('dialog').getByRole('button', { name: 'Delete the pass' }).click();
  await gina.getByRole('heading', { name: 'Your sign-in has ended' }).waitFor();
  expect(await axeFinds(gina)).toEqual([]);
  await other.close();
});

test('signing out asks, and ends what the browser was signed in to', async () => {
  const other = await stage.person();
  const pass = await makePass(stage.context, 'eva@northwind.example');
  const eva = await openSignedIn(other, '/security-info/', { name: 'eva@northwind.example', pass });
  await eva.getByRole('link', { name: 'Sign out' }).click();
  await eva.getByRole('button', { name: 'Sign out' }).click();
  await eva.getByText('You are signed out').waitFor();
  await eva.goto('/security-info/');
  await eva.waitForURL(/\/oauth2\/interaction\//);
  await other.close();
});

test('no page broke its policy, and nothing failed in it', () => {
  expect(stage.faults).toEqual([]);
});
