import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadLanguage } from '../../renderer/text/load-language.ts';
import { type Text, textIn } from '../../renderer/text/translate.ts';
import { Place } from '../faults/place.ts';
import type { Administrator } from './administrator.ts';
import { countHands, focused, ScreenKeys, tabStops, tabTo } from './keyboard-hands.ts';
import { Kiosk } from './kiosk.ts';
import { PIN } from './laptop.ts';

/* Welcome to done with one kind of hand only: keys of plastic alone, and the keyboard on the screen alone. */

const AMAL = 'amal@northwind.example';
/** At the end of every screen. */
const ROW = ['button "Language: English"', 'button "Accessibility"', 'button "Keyboard"', 'button "Help"'];

/** Above the heading: whoever goes on past the end of the page comes to it. */
const BACK = 'button "Back"';

let place: Place;
let administrator: Administrator;
let kiosk: Kiosk;
let screen: Page;

async function unbox(): Promise<void> {
  kiosk = await Kiosk.open({ ...place.at, authenticator: 'none' });
  ({ screen } = kiosk);
}

const heading = (name: string) =>
  screen.getByRole('heading', { level: 1, name, exact: true }).waitFor({ timeout: 20_000 });

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
});

afterEach(() => kiosk.discard());
afterAll(() => place.close());

test('by keys alone: each screen begins at its heading, Tab comes to everything in order, Enter goes on', async () => {
  const { pass } = await administrator.issue(AMAL);
  await unbox();
  const hands = await countHands(screen);
  /** The heading has the focus; then what Tab comes to; then back to where the typing begins. */
  const begin = async (title: string, stops: readonly string[], first: string, back?: 'back') => {
    await heading(title);
    await expect.poll(() => focused(screen)).toBe(`heading "${title}" [level=1]`);
    expect(await tabStops(screen)).toEqual([...stops, ...ROW, ...(back ? [BACK] : [])]);
    await tabTo(screen, first, 'Shift+Tab');
  };

  await begin(
    'Hello. Let’s get this laptop ready for you.',
    ['radio "English" [checked]', 'button "Start"', 'button "Make this easier"'],
    'button "Start"',
  );
  await screen.keyboard.press('Enter');

  const name = 'textbox "Work email address"';
  await begin('What is your work email address?', [name, 'button "Continue"'], name, 'back');
  await screen.keyboard.type(AMAL, { delay: 60 });
  await screen.keyboard.press('Enter');

  const code = 'textbox "Temporary Access Pass"';
  const ways = ['button "Hide"', 'button "Continue"', 'button "I don’t have a pass"'];
  await begin('Enter your Temporary Access Pass', [code, ...ways], code, 'back');
  await screen.keyboard.type(pass, { delay: 60 });
  await screen.keyboard.press('Enter');

  const [pin, again] = ['textbox "PIN"', 'textbox "The same PIN again"'];
  const more = ['button "Continue"', 'button "Why a PIN?"'];
  await begin('Choose a PIN for this laptop', [pin, 'button "Show"', again, ...more], pin, 'back');
  await screen.keyboard.type(PIN);
  await tabTo(screen, again);
  await screen.keyboard.type(PIN);
  await screen.keyboard.press('Enter');

  const own = 'textbox "Your PIN"';
  await begin(
    'Now try your PIN once',
    [own, 'button "Show"', 'button "Sign in"', 'button "I forgot my PIN"'],
    own,
  );
  await screen.keyboard.type(PIN);
  await screen.keyboard.press('Enter');

  const start = 'button "Start working"';
  await begin('You’re in, Amal.', [start, 'button "What was set up?"'], start);
  expect((await hands()).pointers).toBe(0);
  await screen.keyboard.press('Enter');
  expect(await kiosk.exited()).toBe(0);
}, 90_000);

describe.each([
  ['en', 'ltr'],
  ['ar', 'rtl'],
] as const)(
  'by the keyboard on the screen alone, at 800 by 600 and 200 per cent of text, in %s (%s)',
  (code, direction) => {
    let text: Text;
    beforeAll(async () => {
      text = textIn(code, await loadLanguage(code));
    });

    /** The first field is in sight above the keys, as large as the text. */
    const inSight = async (keys: ScreenKeys): Promise<void> => {
      const box = await screen.locator('main input').first().boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(await keys.top());
    };

    test('welcome to done', async () => {
      const { t } = text;
      const { pass } = await administrator.issue(AMAL);
      await unbox();
      await screen.setViewportSize({ width: 800, height: 600 });
      const hands = await countHands(screen);
      const keys = new ScreenKeys(screen, text);

      await screen.locator(`.pill[lang="${code}"] input`).click();
      await heading(t('welcome.title'));
      expect(await screen.locator('html').getAttribute('dir')).toBe(direction);
      await screen.getByRole('button', { name: t('welcome.easier') }).click();
      await screen.getByRole('radio', { name: t('access.percent', { share: 2 }) }).click();
      await screen.getByRole('radio', { name: t('access.keyboard.always') }).click();
      await screen.getByRole('button', { name: t('action.close') }).click();
      await screen.getByRole('button', { name: t('welcome.start') }).click();

      await heading(t('account.title'));
      await keys.type(AMAL);
      await inSight(keys);
      await keys.press('enter');

      await heading(t('pass.title'));
      await keys.type(pass);
      await inSight(keys);
      await keys.press('enter');

      await heading(t('pin.title'));
      await keys.type(PIN);
      await inSight(keys);
      await screen.getByLabel(t('pin.repeat')).click();
      await keys.type(PIN);
      await keys.press('enter');

      await heading(t('proof.pin.title'));
      await keys.type(PIN);
      await inSight(keys);
      await keys.press('enter');

      await heading(t('done.title', { name: 'Amal' }));
      expect(await screen.locator('.keyboard').count()).toBe(0);
      expect((await hands()).keys).toBe(0);
      await screen.getByRole('button', { name: t('done.start') }).click();
      expect(await kiosk.exited()).toBe(0);
    }, 90_000);
  },
);
