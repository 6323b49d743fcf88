import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePass } from '../../../build/console/sample.ts';
import { openSignedIn, tryWrongPass } from '../../../build/console/stage.ts';
import { axeFinds, ConsoleStage, openPage, openPersonPage } from './console-stage.ts';

const ADMIN = 'mina@northwind.example';
const MARKUP = '<img src=x onerror=alert(1)>"\'><script>alert(2)</script>';
const TURNED = 'Amal \u202Egnp.exe';
/** As long as names may be, and no place to break it. */
const LONG = 'W'.repeat(256);

let stage: ConsoleStage;
let desk: BrowserContext;
let page: Page;
/** What a script that got in would have shown. */
const alerts: string[] = [];

async function addPerson(displayName: string, name: string): Promise<void> {
  const headers = await stage.lab.adminHeaders();
  const body = {
    accountEnabled: true,
    displayName,
    mailNickname: name,
    userPrincipalName: `${name}@northwind.example`,
  };
  expect((await stage.lab.call('/v1.0/users', { headers, body })).status).toBe(201);
}

async function addHostileObjects(): Promise<void> {
  await addPerson(MARKUP, 'markup');
  await addPerson(TURNED, 'turned');
  await addPerson(LONG, 'long');
  const { db } = stage.lab;
  await db
    .updateTable('devices')
    .set({ display_name: MARKUP.slice(0, 64) })
    .where('display_name', '=', 'OLD-1')
    .execute();
  const group = { id: randomUUID(), display_name: MARKUP, created_at: 0 };
  await db.insertInto('groups').values(group).execute();
  const headers = await stage.lab.adminHeaders();
  const policy = {
    displayName: `${MARKUP}\u202E${LONG}`.slice(0, 256),
    state: 'enabledForReportingButNotEnforced',
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  };
  const made = await stage.lab.call('/v1.0/identity/conditionalAccess/policies', { headers, body: policy });
  expect([made.status, made.body.error?.message]).toEqual([201, undefined]);
}

beforeAll(async () => {
  stage = await ConsoleStage.open();
  await addHostileObjects();
  desk = await stage.person({ userAgent: `${MARKUP}${'x'.repeat(9_000)}` });
  desk.on('dialog', (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  await tryWrongPass(desk, '/console/', { name: `${MARKUP}@northwind.example`, pass: 'wrong' });
  const pass = await makePass(stage.context, ADMIN);
  page = await openSignedIn(desk, '/console/', { name: ADMIN, pass });
}, 60_000);

afterAll(() => stage.close());

test.each(['Overview', 'People', 'Pass policy', 'Sign-ins', 'Audit log', 'Devices', 'Conditional access'])(
  '%s shows names as text, however they are written, and keeps to its window',
  async (name) => {
    await openPage(page, name);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.locator('main').innerText()).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    await page.setViewportSize({ width: 380, height: 700 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(beyond).toBeLessThanOrEqual(0);
  },
);

test('a question about somebody says their name as text, and its own words stay in order', async () => {
  await openPage(page, 'People');
  await page.getByLabel('Begins with').fill('Amal');
  await page.getByRole('link', { name: 'Amal \uFFFDgnp.exe' }).click();
  await page.getByRole('button', { name: 'Switch off' }).click();
  const title = page.getByRole('dialog').getByRole('heading', { level: 2 });
  expect(await title.innerText()).toBe('Switch off the account of Amal \uFFFDgnp.exe?');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await openPersonPage(page, LONG);
  await page.getByRole('button', { name: 'End all sign-ins' }).click();
  const wide = await page.getByRole('dialog').evaluate((shown) => shown.scrollWidth - shown.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
  expect(await axeFinds(page)).toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).click();
});

async function makeFor(name: string): Promise<string> {
  await openPersonPage(page, name);
  await page.getByRole('button', { name: /^(Add a Temporary Access Pass|Replace the pass)$/ }).click();
  await page.getByRole('button', { name: 'Make the pass' }).click();
  return page.locator('output.secret').innerText();
}

/** Wherever a script, an extension or the next person at this computer could look. */
function everywhere(): Promise<string> {
  return page.evaluate(() => {
    const kept = [{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state];
    const drawn = [...document.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label'));
    return JSON.stringify([document.documentElement.outerHTML, kept, drawn]);
  });
}

test.each([
  ['its question is closed', () => page.getByRole('button', { name: 'I have it' }).click()],
  ['Escape is pressed', () => page.keyboard.press('Escape')],
  [
    'the page is left, also where the browser keeps it',
    () => page.evaluate(() => dispatchEvent(new Event('pagehide'))),
  ],
])('a pass is nowhere any more once %s', async (_how, leave) => {
  const value = await makeFor('Liam Walsh');
  expect(await everywhere()).toContain(value);
  await leave();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await everywhere()).not.toContain(value);
});

test('back and forward bring no pass back', async () => {
  const value = await makeFor('Liam Walsh');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
  expect(await everywhere()).not.toContain(value);
  await page.goForward();
  await page.getByRole('heading', { level: 1, name: 'Liam Walsh' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await everywhere()).not.toContain(value);
});

test('a pass is in the page once for eyes and once for paper, and goes out in no request', async () => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  const value = await makeFor('Liam Walsh');
  await page.getByRole('button', { name: 'I have it' }).click();
  await openPage(page, 'Overview');
  expect(sent.length).toBeGreaterThan(3);
  expect(sent.filter((one) => one.includes(value))).toEqual([]);
});

test.each(['/console//evil.example/', '/console/%2f%2fevil.example', '/console/..%2f..%2fevil'])(
  '%s leads nowhere else',
  async (path) => {
    await page.goto(path);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    expect(new URL(page.url()).origin).toBe(new URL(stage.lab.directory.url).origin);
  },
);

test('an answer with a state that this tab did not choose signs nobody in', async () => {
  const tab = await desk.newPage();
  await tab.goto('/console/');
  await tab.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await tab.evaluate(() => {
    const begun = { state: 'mine', verifier: 'v'.repeat(43), back: 'https://evil.example/' };
    sessionStorage.setItem('latchkey-sign-in', JSON.stringify(begun));
  });
  await tab.goto('/console/?code=theirs&state=theirs');
  await tab.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  expect(new URL(tab.url()).origin).toBe(new URL(stage.lab.directory.url).origin);
  await tab.close();
});

test('no script ran that was not the page’s own, and no page broke its policy', () => {
  expect(alerts).toEqual([]);
  expect(stage.faults).toEqual([]);
});
