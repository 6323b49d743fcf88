import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { viewOf } from '../../build/screens/fixtures.ts';
import { sentBy, showView } from '../../build/screens/stage.ts';
import { leavesOf } from '../../renderer/components/help/leaves.ts';
import { type BuiltStage, eventually, fixture, openStage, showNext } from './built-stage.ts';

/* Help from wherever somebody is stuck, and a report that is read before it is sent. */

let stage: BuiltStage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  page = await showView(await stage.context(), viewOf(fixture('welcome')));
});
afterAll(() => stage[Symbol.asyncDispose]());

async function open(name: string): Promise<void> {
  await showNext(page, 'release');
  await showNext(page, name);
  await page.evaluate(() => window.stage?.sent.splice(0));
}

const dialog = () => page.getByRole('dialog');
const row = () => page.getByRole('button', { name: 'Help', exact: true });

test('help says what the step is for, who helps and which laptop this is', async () => {
  await open('pass-helpers');
  await row().click();
  const text = await dialog().textContent();
  for (const words of [
    'lets you in before',
    'Passes end',
    'Northwind IT help',
    '+1 202 555 0143',
    'Mon to Fri',
    '5CG1284RT0',
  ]) {
    expect(text).toContain(words);
  }
  await page.keyboard.press('Escape');
  await open('account');
  await row().click();
  expect(await dialog().textContent()).toContain('Your work email address tells');
  expect(await dialog().textContent()).toContain('Your IT team. Read them these lines.');
  await page.keyboard.press('Escape');
});

test('from a refusal by the keyboard alone, and the focus comes back to it', async () => {
  await open('pass-wrong');
  const word = page.getByRole('button', { name: 'Help with this' });
  await word.focus();
  await page.keyboard.press('Enter');
  expect(await dialog().textContent()).toContain('LK-2401');
  await page.keyboard.press('Escape');
  await eventually(() => word.evaluate((button) => button === document.activeElement)).toBe(true);
});

test('the way from help to the report', async () => {
  await open('pass');
  await row().click();
  await dialog().getByRole('button', { name: 'See what a report would say' }).click();
  await eventually(() => sentBy(page)).toEqual([{ type: 'openReport' }]);
  expect(await dialog().count()).toBe(0);
});

test('a report is shown word by word, and sent by one press', async () => {
  await open('report');
  const { report } = fixture('report').view?.report ?? {};
  const shown = (await dialog().locator('.report-leaves').allTextContents()).join('\n');
  const leaves = report ? leavesOf(report) : [];
  expect(leaves.length).toBeGreaterThan(25);
  for (const { name, value } of leaves) expect(shown).toContain(`${name}${value}`);
  await dialog().getByRole('button', { name: 'Send to my company' }).click();
  await eventually(() => sentBy(page)).toEqual([{ type: 'sendReport' }]);
  await page.keyboard.press('Escape');
  await eventually(() => sentBy(page)).toEqual([{ type: 'sendReport' }, { type: 'closeReport' }]);
});

test('a laptop that has not joined has nothing to press; one that has sent cannot send again', async () => {
  for (const [name, words] of [
    ['report-closed', 'does not know this laptop yet'],
    ['report-sent', 'finds it under 0b8f4a52-61d3-4c7e-9f20-3a5d7e9c1b24'],
  ] as const) {
    await open(name);
    await dialog().getByText(words).waitFor();
    expect(await dialog().getByRole('button').allTextContents()).toEqual(['Close']);
  }
});

test('the dead end: a square for the support, the serial number as bars, and since when it watches', async () => {
  await open('loop');
  await page
    .getByRole('img', { name: /help code LK-2417 and a report that only your IT team can read/ })
    .waitFor();
  await page.getByRole('img', { name: /Serial number.*5CG1284RT0/ }).waitFor();
  await page.getByText('Watching since 10:23. Last looked at 10:29.').waitFor();
  const action = await page.getByRole('button', { name: 'I have a pass now' }).boundingBox();
  const below = await page.getByRole('contentinfo').boundingBox();
  // Nobody has to scroll for the way on.
  expect((action?.y ?? 0) + (action?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
  await open('loop-plain');
  await page.getByRole('img', { name: /device name LT-7F3K2 and serial number/ }).waitFor();
});

test('what happened on the way, newest first, and refusals only', async () => {
  await open('technician-diagnostics');
  const rows = dialog().locator('.technician-moment');
  expect(await rows.first().textContent()).toContain('LK-2402 pass_expired');
  expect(await rows.count()).toBe(5);
  await dialog().getByText('Refusals only').click();
  expect(await rows.count()).toBe(1);
  await dialog().getByRole('button', { name: 'See and send the report' }).click();
  await eventually(() => sentBy(page)).toEqual([{ type: 'openReport' }]);
});
