import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewOf } from '../../build/screens/fixtures.ts';
import { sentBy, showView } from '../../build/screens/stage.ts';
import { type BuiltStage, eventually, fixture, openStage, showNext } from './built-stage.ts';

let stage: BuiltStage;
/** One page for all tests. */
let only: Page;

beforeAll(async () => {
  stage = await openStage();
  only = await showView(await stage.context(), viewOf(fixture('welcome')));
});

afterAll(() => stage[Symbol.asyncDispose]());

/** The screen as it is when it has just appeared: another one was there before, and nothing has been sent yet. */
async function open(name: string): Promise<Page> {
  await showNext(only, name === 'release' ? 'join' : 'release');
  await showNext(only, name);
  await only.evaluate(() => window.stage?.sent.splice(0));
  return only;
}

/** Everything that can be read out of the page: markup with attributes, and what is in the fields. */
function everything(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll('input')].map(
      (input) => `${input.value} ${input.defaultValue}`,
    );
    return [document.documentElement.outerHTML, ...fields].join('\n');
  });
}

/** Tab until the control with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.textContent)) === name) return;
  }
  throw new Error(`no way to ${name} with the Tab key`);
}

describe('whoever just types, types into the field, and Enter sends it', () => {
  test.each([
    ['account', 'amal', { type: 'submitAccount', userPrincipalName: 'amal@northwind.example' }],
    ['pass', '7KQ4 mH3v', { type: 'submitPass', pass: '7KQ4mH3v' }],
    ['password', 'correct horse', { type: 'submitPassword', password: 'correct horse' }],
    ['proof-pin', '274961', { type: 'submitPin', pin: '274961' }],
  ] as const)('%s', async (name, typed, command) => {
    const page = await open(name);
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    expect(await sentBy(page)).toEqual([command]);
  });

  test('a new PIN, twice', async () => {
    const page = await open('pin');
    await page.keyboard.type('274961');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('274961');
    await page.keyboard.press('Enter');
    expect(await sentBy(page)).toEqual([{ type: 'submitPin', pin: '274961' }]);
  });
});

describe('no secret stays on the page once it was sent, and none is ever in an attribute', () => {
  test.each([
    ['pass', '7KQ4mH2v', /7KQ4 ?mH2v/],
    ['password', 'correct-horse', /correct-horse/],
    ['proof-pin', '274961', /274961/],
  ] as const)('%s', async (name, typed, pattern) => {
    const page = await open(name);
    await page.keyboard.type(typed);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toMatch(pattern);
    await page.keyboard.press('Enter');
    expect(await everything(page)).not.toMatch(pattern);
  });

  test('a PIN that was typed twice', async () => {
    const page = await open('pin');
    const fields = page.locator('input');
    await fields.first().fill('274961');
    await fields.last().fill('274961');
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('274961');
    await page.keyboard.press('Enter');
    expect(await everything(page)).not.toContain('274961');
  });
});

describe('every way out can be reached and pressed with keys', () => {
  test.each([
    ['welcome', 'Start', { type: 'begin' }],
    ['network-portal', 'Try again', { type: 'retry' }],
    ['network-portal', 'Back', { type: 'back' }],
    ['pass', 'I don’t have a pass', { type: 'noPass' }],
    ['password', 'I have a pass now', { type: 'havePass' }],
    ['loop', 'I have a pass now', { type: 'havePass' }],
    ['loop-blocked', 'Enter a pass again', { type: 'havePass' }],
    ['join-refused', 'Try again', { type: 'retry' }],
    ['join-refused', 'Start over with my pass', { type: 'startOver' }],
    ['choose', 'Continue', { type: 'chooseAuthenticator', authenticator: 'tpm' }],
    ['prompt', 'Begin', { type: 'startCeremony' }],
    ['prompt-cancelled', 'Try again', { type: 'startCeremony' }],
    ['proof-prompt', 'Sign in', { type: 'startCeremony' }],
    ['proof-locked', 'I forgot my PIN', { type: 'startOver' }],
    ['release-refused', 'Try again', { type: 'retry' }],
    ['done', 'Start working', { type: 'finish' }],
  ] as const)('%s: %s', async (name, control, command) => {
    const page = await open(name);
    await tabTo(page, control);
    await page.keyboard.press('Enter');
    expect(await sentBy(page)).toEqual([command]);
  });

  test('another authenticator with the arrow keys', async () => {
    const page = await open('choose');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await sentBy(page)).toEqual([{ type: 'chooseAuthenticator', authenticator: 'software' }]);
  });
});

test('nothing is sent while something is missing, wrong or under way', async () => {
  for (const [name, typed] of [
    ['pass', ''],
    ['pass', '   '],
    ['account', 'a b@c'],
    ['pin', '123456'],
    ['account-busy', ''],
    ['pass-busy', ''],
  ] as const) {
    const page = await open(name);
    await page.locator('input').first().focus();
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    expect(await sentBy(page), name).toEqual([]);
  }
});

test('a refusal is linked to its field, read out, and brings the focus back', async () => {
  const page = await open('pass-busy');
  await showNext(page, 'pass-wrong');
  const field = page.getByLabel('Temporary Access Pass', { exact: true });
  await eventually(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
  const note = await field.getAttribute('aria-describedby');
  const alert = page.getByRole('alert');
  expect(await alert.getAttribute('id')).toBe(note);
  expect(await alert.textContent()).toContain('do not belong together');
  expect(await alert.textContent()).toContain('LK-2401');
});
