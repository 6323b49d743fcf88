import { afterAll, beforeAll, expect, test } from 'vitest';
import { Kiosk } from './kiosk.ts';
import { AMAL, GINA, STAGING, StagingPlace } from './staging-place.ts';
import * as walk from './walk.ts';

/* The same in the window: IT to the seal, with what was answered beforehand; off and on; its person from the pass to the end. */

let place: StagingPlace;

beforeAll(async () => {
  place = await StagingPlace.open();
});
afterAll(() => place.close());

test('sealed for Amal, opened by Amal in another language, refused to anybody else', async () => {
  const common = { account: STAGING, authenticator: 'software' };
  const prepared = { version: 1, ...common, accessibility: { textScale: '125' }, sealFor: AMAL };
  const answers = await place.write('answers.json', JSON.stringify(prepared), 0o644);
  const env = { LATCHKEY_TCTI: 'swtpm:path=/nowhere', LATCHKEY_ANSWERS: answers };
  const open = (folder?: string) =>
    Kiosk.open({ ...place.at, authenticator: 'none', env, ...(folder && { folder }) });

  const it = await open();
  await it.screen.getByRole('heading', { level: 1 }).waitFor();
  expect(await it.screen.locator('html').getAttribute('data-scale')).toBe('125');
  await walk.welcome(it.screen);
  // Whose turn it is was answered beforehand: the next question is the pass.
  await walk.pass(it.screen, (await place.administrator.issue(STAGING, { isUsableOnce: false })).pass);
  await it.screen
    .getByRole('heading', { level: 1, name: 'Sealed for Amal Haddad' })
    .waitFor({ timeout: 20_000 });
  await it.screen.getByRole('button', { name: 'Switch off' }).click();
  expect(await it.exited()).not.toBe(0);

  const person = await open(it.folder);
  const { screen } = person;
  await screen
    .getByRole('heading', { level: 1, name: 'This laptop is for Amal Haddad' })
    .waitFor({ timeout: 20_000 });
  await screen.getByText('Deutsch').click();
  await screen.getByRole('heading', { level: 1, name: 'Dieser Laptop ist für Amal Haddad' }).waitFor();
  await screen.getByText('English').first().click();
  await screen.getByRole('button', { name: 'Start', exact: true }).click();
  await screen.getByRole('heading', { level: 1, name: /Temporary Access Pass/ }).waitFor({ timeout: 20_000 });
  await screen.getByRole('button', { name: 'Back' }).click();
  await walk.account(screen, GINA);
  await walk.pass(screen, (await place.administrator.issue(GINA)).pass);
  await screen.getByText('This laptop was prepared for somebody else.').first().waitFor({ timeout: 20_000 });
  await screen.getByRole('button', { name: 'Back' }).click();
  await walk.account(screen, AMAL);
  await walk.pass(screen, (await place.administrator.issue(AMAL)).pass);
  await walk.newPin(screen);
  await walk.tryPin(screen);
  await walk.done(screen, 'Amal');
  await person.discard();
}, 120_000);
