import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { viewOf } from '../../build/screens/fixtures.ts';
import { sentBy, showView } from '../../build/screens/stage.ts';
import { type BuiltStage, eventually, fixture, openStage, showNext } from './built-stage.ts';

let stage: BuiltStage;
let only: Page;

beforeAll(async () => {
  stage = await openStage();
  only = await showView(await stage.context(), viewOf(fixture('welcome')));
});
afterAll(() => stage[Symbol.asyncDispose]());

async function open(name: string): Promise<Page> {
  await showNext(only, 'release');
  await showNext(only, name);
  await only.evaluate(() => window.stage?.sent.splice(0));
  return only;
}

const OPEN = { type: 'openTechnician' };

test.each(['welcome', 'pass', 'loop', 'choose', 'proof-pin', 'done'])(
  'on %s: Escape five times opens the panel, four times do not',
  async (name) => {
    const page = await open(name);
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('Escape');
    expect(await sentBy(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await eventually(() => sentBy(page)).toEqual([OPEN]);
  },
);

test('a mark that is let go of too early opens nothing', async () => {
  const page = await open('welcome');
  const mark = await page.locator('.brand').boundingBox();
  await page.mouse.move((mark?.x ?? 0) + 5, (mark?.y ?? 0) + 5);
  await page.mouse.down();
  await page.mouse.up();
  await page.mouse.down();
  await page.mouse.move(0, 0);
  expect(await sentBy(page)).toEqual([]);
  await page.mouse.up();
});

test('Escape closes the panel, by way of the agent', async () => {
  const page = await open('technician-choose');
  await page.keyboard.press('Escape');
  await eventually(() => sentBy(page)).toEqual([{ type: 'closeTechnician' }]);
  expect(await page.getByRole('dialog').isVisible()).toBe(true);
});

test('what was chosen is what is asked for, by the keyboard alone', async () => {
  const page = await open('technician-choose');
  await page.getByRole('radio', { name: 'End the set-up' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('radio', { name: 'Stuck' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Ask a technician' }).focus();
  await page.keyboard.press('Enter');
  await eventually(() => sentBy(page)).toEqual([
    { type: 'askTechnician', action: 'abandon', reason: 'network' },
  ]);
});

test('a code is sent once as it was typed, and is nowhere in the page then', async () => {
  const page = await open('technician-answer');
  await page.getByLabel('Code from the technician').fill('te58 amxa bgmf');
  await page.keyboard.press('Enter');
  await eventually(() => sentBy(page)).toEqual([{ type: 'submitTechnicianCode', code: 'te58 amxa bgmf' }]);
  const left = await page.evaluate(() => {
    const fields = [...document.querySelectorAll('input')].map(({ value }) => value);
    return [document.documentElement.outerHTML, ...fields].join('\n');
  });
  expect(left).not.toMatch(/te58/i);
});

test('an empty code is told at the field and not sent', async () => {
  const page = await open('technician-answer');
  await page.getByRole('button', { name: 'Use this code' }).click();
  await page.getByText('Type the twelve characters').waitFor();
  expect(await sentBy(page)).toEqual([]);
});

test('an ended set-up has no tick, and its one way on ends Latchkey', async () => {
  const page = await open('abandoned');
  expect(await page.locator('main svg.good').count()).toBe(0);
  await page.getByRole('button', { name: 'Close Latchkey' }).click();
  await eventually(() => sentBy(page)).toEqual([{ type: 'finish' }]);
});
