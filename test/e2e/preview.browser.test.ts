import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Place } from '../faults/place.ts';
import { type Administrator, helloMethods } from './administrator.ts';
import { Kiosk, type KioskOptions } from './kiosk.ts';
import * as walk from './walk.ts';

/*
 * The preview host: the real main.ts, preload and renderer in an installed Chromium, at the real https origin, against the
 * bundled directory as a process. LATCHKEY_SHOTS names a folder for a picture of each screen on the way.
 */

const AMAL = 'amal@northwind.example';
const BEN = 'ben@northwind.example';

let place: Place;
let administrator: Administrator;
const kiosks: Kiosk[] = [];

async function unbox(options: Pick<KioskOptions, 'authenticator'> & { folder?: string }): Promise<Kiosk> {
  const kiosk = await Kiosk.open({ ...place.at, ...options });
  kiosks.push(kiosk);
  return kiosk;
}

async function shoot(kiosk: Kiosk, name: string): Promise<void> {
  const folder = process.env.LATCHKEY_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await kiosk.screen.waitForTimeout(900);
  await kiosk.screen.screenshot({ path: join(folder, `${name}.png`) });
}

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
});

afterEach(async () => {
  for (const kiosk of kiosks.splice(0)) await kiosk.discard();
});

afterAll(() => place.close());

test('every screen with the software authenticator and a PIN, ending with one active credential', async () => {
  const before = (await helloMethods(administrator, AMAL)).length;
  const { pass } = await administrator.issue(AMAL);
  const kiosk = await unbox({ authenticator: 'none' });
  const { screen } = kiosk;
  expect(await screen.evaluate(() => location.origin)).toBe('https://localhost');
  expect(await screen.locator('body').innerText()).toContain('this window locks nothing');
  await shoot(kiosk, '1-welcome');
  await walk.welcome(screen);
  await screen.getByLabel(/^Work e-?mail address/).waitFor();
  await shoot(kiosk, '3-account');
  await walk.account(screen, AMAL);
  await screen.getByLabel('Temporary Access Pass').fill(pass);
  await shoot(kiosk, '4-pass');
  await walk.pass(screen, `${pass.slice(0, 4)} ${pass.slice(4)}`);
  await screen.getByRole('heading', { name: 'Choose a PIN' }).waitFor();
  await shoot(kiosk, '6-pin');
  await walk.newPin(screen);
  await screen.getByLabel('Your PIN').waitFor({ timeout: 20_000 });
  await shoot(kiosk, '7-proof');
  await walk.tryPin(screen);
  await walk.done(screen, 'Amal');
  await shoot(kiosk, '8-done');
  expect(await helloMethods(administrator, AMAL)).toHaveLength(before + 1);
  await screen.getByRole('button', { name: 'Start working' }).click();
  expect(await kiosk.exited()).toBe(0);
}, 90_000);

test('every screen with Chromium’s virtual authenticator as the platform’s', async () => {
  const before = (await helloMethods(administrator, AMAL)).length;
  const { pass } = await administrator.issue(AMAL);
  const kiosk = await unbox({ authenticator: 'virtual' });
  const { screen } = kiosk;
  await walk.welcome(screen);
  await walk.account(screen, AMAL);
  await walk.pass(screen, pass);
  await walk.choose(screen, /Fingerprint, face/);
  await shoot(kiosk, '6-prompt');
  await walk.confirmCreation(screen);
  await walk.confirmSignIn(screen);
  await walk.done(screen, 'Amal');
  expect(await helloMethods(administrator, AMAL)).toHaveLength(before + 1);
}, 90_000);

test('the loop: a password, the explained dead end, a pass from IT, and it goes on by itself', async () => {
  const kiosk = await unbox({ authenticator: 'none' });
  const { screen } = kiosk;
  await walk.welcome(screen);
  await walk.account(screen, BEN);
  await screen.getByRole('button', { name: 'I don’t have a pass' }).click();
  await screen.getByLabel('Password').fill('Ben-winter-lantern-47');
  await screen.getByRole('button', { name: 'Continue' }).click();
  await screen.getByRole('heading', { name: /asks for a second proof/ }).waitFor();
  const text = await screen.locator('main').innerText();
  expect(text).toContain('Multifactor authentication for everyone');
  expect(text).toContain('LK-2417');
  await shoot(kiosk, '4-loop');
  const { pass } = await administrator.issue(BEN);
  await walk.pass(screen, pass);
  await walk.newPin(screen);
  await walk.tryPin(screen);
  await walk.done(screen, 'Ben');
}, 90_000);

test('the renderer reloaded at each screen shows the same screen', async () => {
  const { pass } = await administrator.issue(AMAL);
  const kiosk = await unbox({ authenticator: 'none' });
  const { screen } = kiosk;
  const same = async () => {
    const title = screen.getByRole('heading', { level: 1 });
    const before = await title.innerText();
    await screen.reload();
    await title.waitFor();
    await expect.poll(() => title.innerText()).toBe(before);
  };
  await same();
  await walk.welcome(screen);
  await screen.getByLabel(/^Work e-?mail address/).waitFor();
  await same();
  await walk.account(screen, AMAL);
  await screen.getByLabel('Temporary Access Pass').waitFor();
  await same();
  await walk.pass(screen, pass);
  await screen.getByRole('heading', { name: 'Choose a PIN' }).waitFor();
  await same();
  await walk.newPin(screen);
  await screen.getByLabel('Your PIN').waitFor({ timeout: 20_000 });
  await same();
  await walk.tryPin(screen);
  await walk.done(screen, 'Amal');
  await same();
}, 90_000);

test('killed with -9 at the PIN, the next start goes on at the PIN without the pass', async () => {
  const { pass } = await administrator.issue(AMAL);
  const first = await unbox({ authenticator: 'none' });
  await walk.welcome(first.screen);
  await walk.account(first.screen, AMAL);
  await walk.pass(first.screen, pass);
  await first.screen.getByRole('heading', { name: 'Choose a PIN' }).waitFor();
  await first.kill();
  const second = await unbox({ authenticator: 'none', folder: first.folder });
  await walk.newPin(second.screen);
  await walk.tryPin(second.screen);
  await walk.done(second.screen, 'Amal');
}, 90_000);

test('a wrong pass is said beside the field, and the right one goes on', async () => {
  const { pass } = await administrator.issue(AMAL);
  const kiosk = await unbox({ authenticator: 'none' });
  const { screen } = kiosk;
  await walk.welcome(screen);
  await walk.account(screen, AMAL);
  await walk.pass(screen, 'abcd efgh');
  const alert = screen.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toContain('do not belong together');
  await shoot(kiosk, '4-pass-wrong');
  await walk.pass(screen, pass);
  await screen.getByRole('heading', { name: 'Choose a PIN' }).waitFor();
}, 90_000);
