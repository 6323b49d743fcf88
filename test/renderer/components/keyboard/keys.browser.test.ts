import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sentBy } from '../../../../build/screens/stage.ts';
import { eventually } from '../../built-stage.ts';
import { KeyboardPage } from './keyboard-page.ts';

/* What the keys do in a real field of the built renderer, and what they leave alone. */

let keyboard: KeyboardPage;
let page: KeyboardPage['page'];

beforeAll(async () => {
  keyboard = await KeyboardPage.load();
  ({ page } = keyboard);
});

afterAll(() => keyboard[Symbol.asyncDispose]());

describe('what its keys do in a field', () => {
  test('a name, letter by letter, and Enter sends it', async () => {
    await keyboard.open('account');
    await keyboard.type(...'amal', 'At sign', ...'northwind', 'Full stop', ...'example');
    expect(await keyboard.value()).toBe('amal@northwind.example');
    expect(await keyboard.focused()).toBe('INPUT');
    await keyboard.type('Enter');
    expect(await sentBy(page)).toEqual([
      { type: 'submitAccount', userPrincipalName: 'amal@northwind.example' },
    ]);
  });

  test('a pass falls into its groups, with capitals by Shift', async () => {
    await keyboard.open('pass');
    await keyboard.type('7', 'Shift', 'K', 'Shift', 'Q', '4', 'm', 'Shift', 'H', '2', 'v');
    expect(await keyboard.value()).toBe('7KQ4 mH2v');
    await keyboard.type('Delete', 'Delete');
    expect(await keyboard.value()).toBe('7KQ4 mH');
  });

  test('it writes at the caret, and in the place of what is selected', async () => {
    await keyboard.open('account');
    await keyboard.type(...'aal');
    await keyboard.field().evaluate((input: HTMLInputElement) => input.setSelectionRange(1, 1));
    await keyboard.type('m');
    expect(await keyboard.value()).toBe('amal');
    await keyboard.field().evaluate((input: HTMLInputElement) => input.setSelectionRange(1, 3));
    await keyboard.type('x', 'y');
    expect(await keyboard.value()).toBe('axyl');
    await keyboard.type('Delete');
    expect(await keyboard.value()).toBe('axl');
  });

  test('a PIN takes digits up to its limit, is judged at each, and the second field as well', async () => {
    await keyboard.open('pin');
    expect(await keyboard.board.getByRole('button').count()).toBe(13);
    await keyboard.type(...'274961');
    await keyboard.field(1).click();
    await keyboard.type(...'27496');
    await keyboard.type('Enter');
    expect(await sentBy(page)).toEqual([]);
    // What is wrong when it is sent is selected: the next digit begins anew.
    await keyboard.type(...'274961', 'Enter');
    expect(await sentBy(page)).toEqual([{ type: 'submitPin', pin: '274961' }]);
  });

  test('what is not good yet while somebody types stays as it was typed', async () => {
    await keyboard.open('pin');
    await keyboard.type(...'1122337');
    expect(await keyboard.value()).toBe('1122337');
    await keyboard.field(1).click();
    await keyboard.type(...'1192337');
    expect(await keyboard.value(1)).toBe('1192337');
  });

  test('a field that is full takes no more', async () => {
    await keyboard.open('proof-pin');
    await keyboard.field().evaluate((input: HTMLInputElement) => {
      input.maxLength = 6;
    });
    await keyboard.type(...'2749618');
    expect(await keyboard.value()).toBe('274961');
    await keyboard.field().evaluate((input: HTMLInputElement) => input.select());
    await keyboard.type('5');
    expect(await keyboard.value()).toBe('5');
  });

  test('erase goes on while it is held, and stops when it is let go', async () => {
    await keyboard.open('account');
    await keyboard.field().fill('a'.repeat(300));
    await keyboard.does('erase').hover();
    await page.mouse.down();
    await eventually(async () => (await keyboard.value()).length).toBeLessThan(296);
    await page.mouse.up();
    const left = await keyboard.value();
    await keyboard.type('x');
    expect(await keyboard.value()).toBe(`${left}x`);
  });

  test('whoever has not chosen a field yet writes into the first', async () => {
    await keyboard.open('password');
    await keyboard.type('Shift', 'Shift', 'A', 'B', 'Shift, held', 'c');
    expect(await keyboard.value()).toBe('ABc');
    expect(await keyboard.focused()).toBe('INPUT');
  });

  test('what is on its way cannot be changed', async () => {
    await keyboard.open('account-busy');
    const before = await keyboard.value();
    await keyboard.type('x', 'Delete');
    expect(await keyboard.value()).toBe(before);
  });
});

describe('secrets', () => {
  test.each([
    ['pass', '7KQ4mH2v', /7KQ4 ?mH2v/],
    ['password', 'hunter', /hunter/],
    ['proof-pin', '274961', /274961/],
  ] as const)('of %s, nothing is on the page but in the field', async (name, typed, pattern) => {
    await keyboard.open(name);
    for (const character of typed) {
      if (/[A-Z]/.test(character)) await keyboard.key('Shift').click();
      await keyboard.key(character).click();
    }
    expect((await keyboard.value()).replaceAll(' ', '')).toBe(typed);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toMatch(pattern);
  });

  test('a key looks pressed while it is pressed and not a moment longer, and nothing tells of it aloud', async () => {
    await keyboard.open('proof-pin');
    const colour = () => keyboard.key('7').evaluate((one) => getComputedStyle(one).backgroundColor);
    const before = await colour();
    await keyboard.key('7').hover();
    await page.mouse.down();
    expect(await colour()).not.toBe(before);
    await page.mouse.up();
    expect(await colour()).toBe(before);
    const [moves, live] = await keyboard.board.evaluate((keys) => [
      [...keys.querySelectorAll('.key')].filter((one) => getComputedStyle(one).transitionDuration !== '0s')
        .length,
      keys.closest('[aria-live]') ?? keys.querySelector('[aria-live], [role="status"], [role="alert"]'),
    ]);
    expect([moves, live]).toEqual([0, null]);
  });
});

describe('without a pointer', () => {
  test('one stop for Tab, arrows from key to key, Enter and the space bar press, and the focus stays', async () => {
    await keyboard.open('account');
    await keyboard.field().focus();
    const stops = await keyboard.board.locator('[tabindex="0"]').count();
    expect(stops).toBe(1);
    await page.keyboard.press('Shift+Tab');
    for (let presses = 0; presses < 20 && (await keyboard.focused()) !== '1 1'; presses += 1) {
      await page.keyboard.press('Tab');
    }
    expect(await keyboard.focused()).toBe('1 1');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await keyboard.value()).toBe('qw');
    expect(await keyboard.focused()).toBe('2 3');
    await page.keyboard.press('Shift+Tab');
    expect(await keyboard.focused()).toBe('BUTTON');
    await page.keyboard.press('Tab');
    expect(await keyboard.focused()).toBe('2 3');
  });
});
