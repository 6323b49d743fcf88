import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '../../electron/contract/secret.ts';
import { reserve, unpack } from '../contract/agent-stage.ts';
import { Place } from '../faults/place.ts';
import type { Administrator } from './administrator.ts';
import { Kiosk } from './kiosk.ts';
import { Laptop } from './laptop.ts';
import * as walk from './walk.ts';

/*
 * Everything that can be wrong with a pass, on its screen, in front of one real directory: each with its own sentence, its
 * code and its way on, and in the end the same screen takes a good pass.
 */

const AMAL = 'amal@northwind.example';
const NOBODYS_GROUP = '00000000-0000-4000-8000-0000000000ff';
const challenge = { route: '/oauth2/authorize-challenge', method: 'POST' };
const SCENARIOS = [
  { name: 'quiet' },
  {
    name: 'ended',
    moments: [{ name: 'end', at: { afterSeconds: 0 }, act: { kind: 'expire-pass', user: AMAL } }],
  },
  {
    name: 'crowded',
    rules: [
      {
        name: 'full',
        where: challenge,
        times: 1,
        fault: { kind: 'refuse', status: 429, retryAfterSeconds: 3 },
      },
    ],
  },
];

let place: Place;
let admin: Administrator;
let kiosk: Kiosk;

beforeAll(async () => {
  place = await Place.open({ chaos: { scenarios: SCENARIOS } });
  admin = await place.administrator();
  kiosk = await Kiosk.open({ ...place.at, authenticator: 'none' });
  await walk.welcome(kiosk.screen);
}, 90_000);

afterAll(async () => {
  await kiosk.discard();
  await place.close();
});

const action = () => kiosk.screen.locator('.actions button').first();

/** Enters a pass and reads what the screen says about it. */
async function told(pass: string, helpCode: string): Promise<string> {
  await walk.pass(kiosk.screen, pass);
  await expect.poll(() => kiosk.screen.getByLabel('Temporary Access Pass').inputValue()).toBe('');
  const note = kiosk.screen.getByRole('alert').filter({ hasText: helpCode });
  await note.waitFor({ timeout: 20_000 });
  return (await note.textContent()) ?? '';
}

test('method_locked: after many wrong ones the screen says until when, sends nothing before, and has another way', async () => {
  await walk.account(kiosk.screen, 'gina@northwind.example');
  for (let wrong = 0; wrong < 5; wrong += 1) await told('wrnngpass', 'LK-2401');
  expect(await told('wrnngpass', 'LK-2410')).toMatch(/You can try again at \d\d:\d\d, in \d:\d\d\./);
  expect(await action().textContent()).toMatch(/^Continue in \d:\d\d$/);
  await action().click({ force: true });
  expect(await action().textContent()).toMatch(/^Continue in/);
  await kiosk.screen.getByRole('button', { name: 'I don’t have a pass' }).waitFor();
  // Whoever comes next on this laptop is not kept waiting for it.
  await kiosk.screen.getByRole('button', { name: 'Back' }).click();
  await walk.account(kiosk.screen, AMAL);
});

test('pass_wrong: check it and type it again', async () => {
  await admin.issue(AMAL);
  expect(await told('wrnngpass', 'LK-2401')).toContain('type them again');
  expect(await kiosk.screen.getByLabel('Temporary Access Pass').inputValue()).toBe('');
});

test('pass_not_yet_valid: from when on, as a time of day', async () => {
  const startDateTime = new Date(Date.now() + 2 * 3_600_000).toISOString();
  const { pass } = await admin.issue(AMAL, { startDateTime });
  expect(await told(pass, 'LK-2403')).toMatch(/You can try again from .*\d\d:\d\d on\./);
  // Another pass may be at hand: the way on is not shut.
  expect(await action().textContent()).toBe('Continue');
});

test('pass_reserved: finish there, or from when on here', async () => {
  const { pass } = await admin.issue(AMAL);
  const { directory: url, caFile } = place.at;
  await reserve(unpack({ url, caFile }), AMAL, new Secret(pass));
  expect(await told(pass, 'LK-2405')).toMatch(/You can try again at \d\d:\d\d, in \d+:\d\d\./);
});

test('pass_expired: ask for a new one', async () => {
  const { pass } = await admin.issue(AMAL);
  await admin.chaos('ended');
  expect(await told(pass, 'LK-2402')).toContain('has run out');
  await admin.chaos('quiet');
});

test('pass_blocked_by_policy: a code for IT, and the pass is not used up', async () => {
  const { pass } = await admin.issue(AMAL);
  await admin.includeInPasses(NOBODYS_GROUP);
  expect(await told(pass, 'LK-2406')).toContain('The pass is not used up');
  await admin.includeInPasses('all_users');
});

test('pass_used: it has done its work somewhere else', async () => {
  const { pass } = await admin.issue(AMAL);
  const other = await Laptop.unbox();
  expect(await other.run({ ...place.at, user: AMAL, pass })).toMatchObject({ code: 0 });
  await other.discard();
  expect(await told(pass, 'LK-2404')).toContain('it has been used');
}, 60_000);

test('throttled: the button counts and is itself again, and the same pass is good', async () => {
  const { pass } = await admin.issue(AMAL);
  await admin.chaos('crowded');
  expect(await told(pass, 'LK-2411')).toMatch(/in 0:0\d/);
  expect(await action().textContent()).toMatch(/^Continue in 0:0\d$/);
  await expect.poll(() => action().textContent(), { timeout: 10_000 }).toBe('Continue');
  await admin.chaos('quiet');
  await walk.pass(kiosk.screen, pass);
  await kiosk.screen.getByRole('heading', { name: /Choose a PIN/ }).waitFor({ timeout: 20_000 });
  // How long the pass is held stands beside the door from here on.
  expect(await kiosk.screen.locator('.night').textContent()).toMatch(
    /Your pass is good for (9|10) more minutes/,
  );
}, 60_000);
