import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { viewOf } from '../../build/screens/fixtures.ts';
import { pushView, sentBy, showView } from '../../build/screens/stage.ts';
import { writeScan } from '../../electron/contract/pass-entry/scan.ts';
import type { View } from '../../electron/contract/view.ts';
import { type BuiltStage, eventually, fixture, openStage, showNext } from './built-stage.ts';
import { type LookedAt, lookAtAll } from './layout.ts';

/* Name and pass from every hand: typed, pasted, completed, scanned. A scanner is Chromium's own keys without a pause. */

const AMAL = 'amal@northwind.example';
const PASS = '7KQ4mH3vXn9R';
const SLIP = writeScan(PASS, AMAL);

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

const field = () => page.locator('main input');
const value = () => field().inputValue();
const said = () => page.getByRole('alert').textContent();
const sent = () => sentBy(page);

/** As a scanner does it. The times are said with the keys, as the system does it: a busy page makes no scanner slow. */
async function scan(text: string, end: 'Enter' | 'Tab' | null): Promise<void> {
  await page.evaluate(
    ([code, suffix]) => {
      let at = performance.now();
      const press = (key: string, more: object = {}): void => {
        const target = document.activeElement ?? document.body;
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
        at += 0.1;
        Object.defineProperty(event, 'timeStamp', { value: at });
        const taken = target.dispatchEvent(event);
        const into = document.activeElement;
        if (taken && key.length === 1 && into instanceof HTMLInputElement && !into.readOnly) {
          document.execCommand('insertText', false, key);
        }
        if (taken && key === 'Enter' && into instanceof HTMLElement) {
          if (into instanceof HTMLInputElement) into.form?.requestSubmit();
          else if (into instanceof HTMLButtonElement) into.click();
        }
      };
      for (const key of code ?? '') press(key);
      if (suffix) press(suffix);
    },
    [text, end] as const,
  );
}

describe('the name', () => {
  beforeEach(() => open('account-two'));

  test('a bare one is completed, said before it is sent, and any domain is a button away', async () => {
    await field().fill('Amal');
    expect(await page.locator('.hint').textContent()).toBe(`We go on with ${AMAL}`);
    const ways = page.getByRole('list', { name: 'Ways to finish your address' });
    expect(await ways.getByRole('button').allTextContents()).toEqual([
      '@northwind.example',
      '@contoso-fed.example',
    ]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await value()).toBe('amal@contoso-fed.example');
    expect(await field().evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await ways.count()).toBe(0);
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'submitAccount', userPrincipalName: 'amal@contoso-fed.example' }]);
  });

  test('what is typed after the @ narrows the ways', async () => {
    await field().fill('amal@n');
    expect(await page.locator('.ways button').allTextContents()).toEqual(['@northwind.example']);
  });

  test('another domain is asked about once, and sent when it is meant', async () => {
    await field().fill('amal@northwnd.example');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('status').textContent()).toContain(`Did you mean ${AMAL}?`);
    expect(await sent()).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'submitAccount', userPrincipalName: 'amal@northwnd.example' }]);
  });

  test('or put right by one press', async () => {
    await field().fill('amal@northwnd.example');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Yes, use that one' }).click();
    expect(await value()).toBe(AMAL);
    expect(await page.getByRole('status').filter({ hasText: 'mean' }).count()).toBe(0);
  });

  test.each([
    ['am al@northwind.example', 'There is a space inside'],
    ['am\u202eal@northwind.example', 'invisible characters'],
    ['zoë@northwind.example', 'Before the @'],
    ['', 'Type your work email address first'],
  ])('%j is refused with a reason', async (typed, reason) => {
    await field().fill(typed);
    await page.keyboard.press('Enter');
    expect(await said()).toContain(reason);
    expect(await sent()).toEqual([]);
  });
});

describe('the pass', () => {
  beforeEach(() => open('pass'));

  const paste = (text: string) =>
    field().evaluate((input, pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      input.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, text);

  test('pasted with its label and dashes, it is grouped and sent bare', async () => {
    await paste('Your pass: 7KQ4-mH3v-Xn9R\n');
    expect(await value()).toBe('7KQ4 mH3v Xn9R');
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await sent()).toEqual([{ type: 'submitPass', pass: PASS }]);
  });

  test('pasted in a sentence, nothing of it is taken', async () => {
    await paste('Your pass is 7KQ4mH3v and good till noon');
    expect(await said()).toContain('That is more than a pass');
    expect(await value()).toBe('');
  });

  test.each([
    ['7KQ4', 'Some of it is missing'],
    ['7KQ4 mH30', 'A pass has no 0, 1, 8 or O'],
    ['A'.repeat(60), 'longer than a pass'],
  ])('%s costs no try: it is told here', async (typed, reason) => {
    await field().fill(typed);
    await page.keyboard.press('Enter');
    expect(await said()).toContain(reason);
    expect(await sent()).toEqual([]);
  });

  test('what looks alike is sent as what it stands for', async () => {
    await field().fill('7KQ4 mH3v Z5lI');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'submitPass', pass: '7KQ4mH3vzsLi' }]);
  });

  test('method_locked: the button counts, nothing is sent, and then it is itself again', async () => {
    const own = await stage.context();
    const locked = await showView(own, viewOf(fixture('pass-locked')));
    const button = locked.locator('.actions button').first();
    expect(await button.textContent()).toBe('Continue in 4:30');
    await locked.locator('main input').fill(PASS);
    await locked.keyboard.press('Enter');
    expect((await sentBy(locked)).filter(({ type }) => type === 'submitPass')).toEqual([]);
    await own.clock.setFixedTime((1_795_343_400 + 271) * 1000);
    await eventually(() => button.textContent()).toBe('Continue');
    await locked.keyboard.press('Enter');
    expect((await sentBy(locked)).filter(({ type }) => type === 'submitPass')).toEqual([
      { type: 'submitPass', pass: PASS },
    ]);
    await own.close();
  });

  test('times are the directory’s: a laptop that is an hour slow counts the same', async () => {
    const locked = viewOf(fixture('pass-locked'));
    const slow = { ...locked, revision: 900, skewSeconds: 3600 };
    if (slow.screen.kind !== 'pass' || !slow.screen.refusal) throw new TypeError('fixture');
    const refusal = { ...slow.screen.refusal, retryAt: (slow.screen.refusal.retryAt ?? 0) + 3600 };
    const own = await stage.context();
    const shown = await showView(own, { ...slow, screen: { ...slow.screen, refusal } });
    expect(await shown.getByRole('timer').textContent()).toBe('You can try again at 11:34, in 4:30.');
    await own.close();
  });
});

describe('a scanner', () => {
  const blur = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

  test('at the name: fills it, goes on, and the pass waits for its screen', async () => {
    await open('account');
    await field().focus();
    await scan(SLIP, 'Enter');
    expect(await value()).toBe(AMAL);
    expect(await sent()).toEqual([{ type: 'submitAccount', userPrincipalName: AMAL }]);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(PASS);
    await showNext(page, 'pass');
    await eventually(async () => (await sent()).length).toBe(2);
    expect((await sent())[1]).toEqual({ type: 'submitPass', pass: PASS });
    // It was carried for one use.
    await open('pass');
    expect(await value()).toBe('');
  });

  test('at the name, without an Enter at the end: nothing is sent by itself', async () => {
    await open('account');
    await scan(SLIP, 'Tab');
    expect(await value()).toBe(AMAL);
    expect(await sent()).toEqual([]);
    await showNext(page, 'pass');
    await eventually(value).toBe('7KQ4 mH3v Xn9R');
    expect(await sent()).toEqual([]);
  });

  test('at the name, a bare pass is not sent as a name', async () => {
    await open('account');
    await field().focus();
    await scan(PASS, 'Enter');
    expect(await said()).toContain('looks like your pass');
    expect(await value()).toBe('');
    expect(await sent()).toEqual([]);
  });

  test.each(['the field', 'nothing', 'another button'])('at the pass with the focus on %s', async (where) => {
    await open('pass');
    if (where === 'the field') await field().focus();
    if (where === 'nothing') await blur();
    if (where === 'another button') await page.getByRole('button', { name: 'I don’t have a pass' }).focus();
    await scan(SLIP, 'Enter');
    expect(await sent()).toEqual([{ type: 'submitPass', pass: PASS }]);
    expect(await value()).toBe('');
  });

  test('of the short code, and of a bare one that the person still has to send', async () => {
    await open('pass');
    await scan(writeScan(PASS, null), 'Enter');
    expect(await sent()).toEqual([{ type: 'submitPass', pass: PASS }]);
    await open('pass');
    await blur();
    await scan(PASS, 'Enter');
    expect(await value()).toBe('7KQ4 mH3v Xn9R');
    expect(await sent()).toEqual([]);
  });

  test.each([
    ['a part of a slip', SLIP.slice(0, -3), 'did not come through whole'],
    [
      'somebody else’s slip',
      writeScan(PASS, 'ben@northwind.example'),
      'That slip is for ben@northwind.example',
    ],
    ['ten thousand characters', 'A'.repeat(10_000), 'too long for a pass'],
    ['a command', 'LKPASS1:;reboot;', 'did not come through whole'],
    ['the code of a parcel', '4006381333931/*?', 'That code is no pass'],
  ])('%s is refused with a sentence and sent nowhere', async (_what, text, reason) => {
    await open('pass');
    await blur();
    await scan(text, 'Enter');
    await eventually(said).toContain(reason);
    expect(await sent()).toEqual([]);
    expect(await value()).toBe('');
  });

  test('on another screen presses nothing', async () => {
    await open('release');
    await pushView(page, { ...viewOf(fixture('done')), revision: 10_000 });
    await scan(SLIP, null);
    expect((await sent()).filter(({ type }) => type !== 'ready')).toEqual([]);
  });
});

describe('names from outside, as bad as the agent lets them through', () => {
  const names = [
    ['eighty letters without a space', 'A'.repeat(80)],
    ['markup', '<img src=x onerror="document.title=1"><b>bold</b>'],
    ['the other direction', 'شركة (الرياح) - North 123! '.repeat(2)],
  ] as const;
  const long = `${'a'.repeat(60)}@${'b'.repeat(40)}.example`;

  /** The screens of this folder, with everything on them that somebody else has written. */
  function viewsWith(name: string): LookedAt[] {
    const domains = [`${'b'.repeat(60)}.example`, 'c.example'];
    const gate = {
      id: name,
      displayName: name,
      requires: 'mfa',
      satisfied: false,
      opens: ['passkey'],
    } as const;
    const screens = {
      'account-two': { domains, userPrincipalName: 'amal' },
      pass: { userPrincipalName: long },
      password: { userPrincipalName: long },
      loop: { userPrincipalName: long, gates: [gate, gate] },
    };
    const device = { name: name.slice(0, 15), serialNumber: name.slice(0, 24) };
    return (['100', '200'] as const).flatMap((textScale, round) =>
      Object.entries(screens).map(([kind, more], index) => {
        const view = viewOf(fixture(kind), { textScale });
        const screen = { ...view.screen, ...more } as View['screen'];
        const revision = 2 + round * 10 + index;
        return {
          name: `${kind} ${textScale}`,
          view: { ...view, screen, tenantName: name, personName: name, device, revision },
        };
      }),
    );
  }

  test.each(names)('%s: nothing is cut off, over each other or run', async (_what, name) => {
    const own = await stage.context({ viewport: { width: 800, height: 600 } });
    const small = await showView(own, viewOf(fixture('account')));
    const title = await small.title();
    expect(await lookAtAll(small, viewsWith(name))).toEqual([]);
    expect(await small.title()).toBe(title);
    expect(await small.locator('main img').count()).toBe(0);
    await own.close();
  });
});
