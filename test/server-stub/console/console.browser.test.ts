import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRuns, giveRoles, makePass } from '../../../build/console/sample.ts';
import { openSignedIn, tryWrongPass } from '../../../build/console/stage.ts';
import { collectReport } from '../../../electron/diagnostics/collect.ts';
import { SOURCES } from '../../electron/diagnostics/sources.ts';
import { axeFinds, ConsoleStage, openPage } from './console-stage.ts';

const ADMIN = 'cora@northwind.example';
const READER = 'dev@northwind.example';

let stage: ConsoleStage;
let desk: BrowserContext;
/** The administrator's page: shown one after the other, as in a working day. */
let page: Page;

beforeAll(async () => {
  stage = await ConsoleStage.open();
  await giveRoles(stage.context, ADMIN, ['Global Administrator']);
  await addRuns(stage.context);
  desk = await stage.person();
  await tryWrongPass(desk, '/console/', { name: 'amal@northwind.example', pass: 'no-such-pass' });
  const pass = await makePass(stage.context, ADMIN);
  page = await openSignedIn(desk, '/console/', { name: ADMIN, pass });
}, 60_000);

afterAll(() => stage.close());

test.each([
  ['Overview', 'That name and Temporary Access Pass do not belong together.'],
  ['People', 'Hal Jensen'],
  ['Pass policy', 'Usual lifetime'],
  ['Sign-ins', 'That name and Temporary Access Pass do not belong together.'],
  ['Audit log', 'Admin registered security info'],
  ['Devices', 'OLD-1'],
  ['Laptops being set up', 'LK-2402'],
  ['Conditional access', 'When everybody signs in anywhere, it asks for a second proof.'],
])('%s shows what it is for, and axe finds nothing', async (name, text) => {
  await openPage(page, name);
  await page.getByText(text).first().waitFor();
  expect(await page.locator('h1').count()).toBe(1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFinds(page), colorScheme).toEqual([]);
  }
});

test('each page takes the focus to its heading and names the window', async () => {
  await openPage(page, 'Devices');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  expect(await page.title()).toBe('Devices · Latchkey');
});

test('nothing is cut off at 380 pixels', async () => {
  await page.setViewportSize({ width: 380, height: 700 });
  for (const name of ['Overview', 'People', 'Pass policy', 'Sign-ins', 'Audit log', 'Laptops being set up']) {
    await openPage(page, name);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyond, name).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('a pass is made, shown once with copy and a sheet to print, and never again', async () => {
  await openPage(page, 'People');
  await page.getByLabel('Begins with').fill('Gina');
  await page.getByRole('link', { name: 'Gina Rossi' }).click();
  await page.getByRole('button', { name: 'Add a Temporary Access Pass' }).click();
  await page.getByLabel('Minutes it is good for').fill('30');
  await page.getByRole('button', { name: 'Make the pass' }).click();
  const value = await page.locator('output.secret').innerText();
  expect(value).toMatch(/^\S{8}$/);
  expect(await axeFinds(page)).toEqual([]);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied. It stays on the clipboard').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(value);
  await page.emulateMedia({ media: 'print' });
  const sheet = await page.locator('.sheet-print').innerText();
  expect(sheet).toContain(value);
  // Paper is read on another day.
  expect(sheet).not.toContain('today');
  expect(await page.locator('.side').isVisible()).toBe(false);
  await page.emulateMedia({ media: null });
  await page.getByRole('button', { name: 'I have it' }).click();
  expect(await page.content()).not.toContain(value);
  await page.getByText('Can be used').waitFor();
  await page.reload();
  await page.getByText('Can be used').waitFor();
  expect(await page.content()).not.toContain(value);
  await page.getByText('One-time', { exact: true }).waitFor();
});

test('a lifetime beyond the policy is refused with the sentence that Graph says', async () => {
  await page.getByRole('button', { name: 'Replace the pass' }).click();
  const dialog = page.getByRole('dialog');
  const lifetime = dialog.getByLabel('Minutes it is good for');
  await lifetime.fill('9000');
  await lifetime.evaluate((input: HTMLInputElement) => input.form?.setAttribute('novalidate', ''));
  await dialog.getByRole('button', { name: 'Make the pass' }).click();
  await dialog.getByText('The valid range between 10 and 480.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a pass is deleted after a question', async () => {
  await page.getByRole('button', { name: 'Delete the pass' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the pass' }).click();
  await page.getByText('There is no pass.').waitFor();
});

test('who cannot have a pass: the page says why instead of offering it', async () => {
  await openPage(page, 'People');
  await page.getByLabel('Begins with').fill('');
  await page.getByRole('link', { name: 'Hal Jensen' }).click();
  await page.getByText('Temporary Access Pass cannot be added to an external guest user.').waitFor();
  await openPage(page, 'People');
  await page.getByRole('link', { name: 'Cora Lindqvist' }).click();
  await page.getByText('Nobody makes a pass for themselves.').waitFor();
});

test('the policy is judged before it is sent, saved, and read again', async () => {
  await openPage(page, 'Pass policy');
  const longest = page.getByLabel('Longest lifetime');
  await longest.fill('50000');
  await page.getByText('A whole number from 10 to 43,200.').waitFor();
  await longest.fill('600');
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await page.getByText('Saved. It counts from now on.').waitFor();
  await expect
    .poll(() =>
      stage.lab.db
        .selectFrom('policies')
        .select('payload')
        .where('kind', '=', 'pass')
        .executeTakeFirst()
        .then((row) => row?.payload),
    )
    .toContain('600');
});

test('a sign-in names the pass and the policy that asked', async () => {
  await openPage(page, 'Sign-ins');
  await page
    .getByRole('button', { name: /^Details of Cora/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Multifactor authentication for everyone').waitFor();
  expect(await dialog.innerText()).toContain('Temporary Access Pass');
  expect(await axeFinds(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

test('a report that a laptop has sent is read at the device, and that is in the log', async () => {
  const { store } = stage.context;
  const device = await store.db
    .selectFrom('devices')
    .select('device_id')
    .where('display_name', '=', 'OLD-2')
    .executeTakeFirstOrThrow();
  const report = collectReport(SOURCES);
  await store.db
    .insertInto('device_reports')
    .values({
      id: report.id,
      jkt: 'its key',
      device_id: device.device_id,
      created_at: Date.now(),
      received_at: Date.now(),
      step: 'pass',
      help_code: 'LK-2417',
      payload: JSON.stringify(report),
    })
    .execute();
  await openPage(page, 'Devices');
  await page.getByRole('button', { name: 'OLD-2', exact: true }).click();
  await page.getByRole('button', { name: /^Report of/ }).click();
  await page.getByText('a…@northwind.example').waitFor();
  expect(await axeFinds(page)).toEqual([]);
  const rows = await store.db.selectFrom('directory_audits').select('payload').execute();
  expect(rows.some(({ payload }) => payload.includes('Read device report'))).toBe(true);
  await page.keyboard.press('Escape');
});

test('a device is switched off after a question', async () => {
  await openPage(page, 'Devices');
  await page.getByRole('button', { name: 'OLD-1', exact: true }).click();
  await page.getByRole('link', { name: 'Kaya Demir' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
  await page.getByText('Off', { exact: true }).first().waitFor();
});

test('what would apply, and would a laptop get through', async () => {
  await openPage(page, 'Conditional access');
  await page.getByLabel('Sign-in name').fill('amal@northwind.example');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('It would', { exact: true }).waitFor();
  await openPage(page, 'Laptops being set up');
  await page.getByLabel('Sign-in name').fill('liam@northwind.example');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('No: a laptop for liam@northwind.example would stop.').waitFor();
});

test('a Global Reader sees passes and logs, and is told why there is nothing to press', async () => {
  const reading = await stage.person();
  const pass = await makePass(stage.context, READER);
  const read = await openSignedIn(reading, '/console/', { name: READER, pass });
  await openPage(read, 'People');
  await read.getByRole('link', { name: 'Amal Haddad' }).click();
  await read.getByText('Your role shows passes, but does not make them.').waitFor();
  expect(await read.getByRole('button', { name: /Pass|Switch|End all/ }).count()).toBe(0);
  await openPage(read, 'Pass policy');
  await read.getByText('You can read this policy.').waitFor();
  expect(await read.getByLabel('Longest lifetime').isDisabled()).toBe(true);
  await reading.close();
});

test('somebody without a role is sent to their own page', async () => {
  const person = await stage.person();
  const pass = await makePass(stage.context, 'ben@northwind.example');
  const ben = await openSignedIn(person, '/console/users', { name: 'ben@northwind.example', pass });
  await ben.getByRole('heading', { name: 'The console is for administrators' }).waitFor();
  expect(await ben.getByRole('link', { name: 'Go to My Security Info' }).getAttribute('href')).toBe(
    '/security-info/',
  );
  await person.close();
});

test('a code that this tab did not ask for is not taken: the sign-in begins anew', async () => {
  const lured = await stage.person();
  const tab = await lured.newPage();
  await tab.goto('/console/?code=somebody-elses&state=chosen-by-them');
  await tab.waitForURL(/\/oauth2\/interaction\//);
  await lured.close();
});

test('a sign-in that was given up is said as that, with a way to try again', async () => {
  const given = await stage.person();
  const tab = await given.newPage();
  await tab.goto('/console/?error=access_denied&state=any');
  await tab.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  expect(new URL(tab.url()).search).toBe('');
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.waitForURL(/\/oauth2\/interaction\//);
  await given.close();
});

test('tokens are nowhere a script could find them, and a pass that ends, ends the page', async () => {
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
  );
  expect(kept).not.toMatch(/eyJ|refresh|access_token|code=/);
  await makePass(stage.context, ADMIN);
  await page.getByRole('navigation').getByRole('link', { name: 'Devices' }).click();
  await page.getByRole('heading', { name: 'Your sign-in has ended' }).waitFor();
  expect(await axeFinds(page)).toEqual([]);
});

test('no page broke its policy, and nothing failed in it', () => {
  expect(stage.faults).toEqual([]);
});
