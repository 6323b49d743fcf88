import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Place } from '../faults/place.ts';
import { Kiosk, type Victim } from './kiosk.ts';
import * as walk from './walk.ts';

/*
 * kill -9 of the renderer, the browser or the agent at each screen of one run: the screen comes back, and the run ends
 * where it would have ended. The renderer holds nothing, so there the screen is the very same; after the other two it is
 * the one that the facts in the journal say.
 */

const AMAL = 'amal@northwind.example';

let place: Place;
let kiosk: Kiosk;
let pass: string;

beforeAll(async () => {
  place = await Place.open();
  ({ pass } = await (await place.administrator()).issue(AMAL));
  kiosk = await Kiosk.open({ ...place.at, authenticator: 'none', supervised: true });
}, 60_000);

afterAll(async () => {
  await kiosk.discard();
  await place.close();
});

interface Stop {
  readonly step: string;
  readonly title: RegExp;
  /** The screen after the agent itself was killed, where it is another. */
  readonly afterAgent?: RegExp;
  /** From the screen before (or from `afterAgent`) to this one. */
  readonly reach: (screen: Page) => Promise<void>;
}

const ACCOUNT = /work e-?mail address/;

const STOPS: readonly Stop[] = [
  { step: 'welcome', title: /Let’s get this laptop ready/, reach: async () => {} },
  { step: 'account', title: ACCOUNT, reach: walk.welcome },
  {
    step: 'pass',
    title: /Temporary Access Pass/,
    // Nothing has been reserved and no fact made, so the name is asked for again.
    afterAgent: ACCOUNT,
    reach: (screen) => walk.account(screen, AMAL),
  },
  {
    step: 'credential',
    title: /Choose a PIN/,
    reach: async (screen) => {
      await walk.account(screen, AMAL);
      await walk.pass(screen, pass);
    },
  },
  { step: 'proof', title: /Now try your PIN once/, reach: (screen) => walk.newPin(screen) },
  { step: 'release', title: /You’re in, Amal/, reach: (screen) => walk.tryPin(screen) },
];

const shows = (name: RegExp, on = kiosk) =>
  on.screen.getByRole('heading', { level: 1, name }).waitFor({ timeout: 20_000 });

async function killed(victim: Victim, expected: RegExp, on = kiosk): Promise<void> {
  await on.killOne(victim);
  await on.attach();
  await shows(expected, on);
}

describe.each(STOPS)('at $step', ({ title: shown, afterAgent = shown, reach }) => {
  beforeAll(async () => {
    await reach(kiosk.screen);
    await shows(shown);
  }, 60_000);

  test('the renderer is killed: the same screen', () => killed('renderer', shown), 30_000);

  test('the browser is killed: the screen that the facts say', () => killed('browser', afterAgent), 30_000);

  test('the agent is killed: the screen that the facts say', () => killed('agent', afterAgent), 30_000);
});

test('the run that was killed eighteen times ends as any other: one credential, exit 0, and nobody starts it again', async () => {
  await kiosk.screen.getByRole('button', { name: 'Start working' }).click();
  expect(await kiosk.exited()).toBe(0);
});

test('at network, where no directory answers: the same screen, and after the agent the welcome', async () => {
  const lost = await Kiosk.open({
    directory: 'https://127.0.0.1:9',
    caFile: '',
    authenticator: 'none',
    supervised: true,
  });
  const [welcome, unreachable] = [/Let’s get this laptop ready/, /We could not reach your company yet/];
  try {
    await walk.welcome(lost.screen);
    await shows(unreachable, lost);
    await killed('renderer', unreachable, lost);
    await killed('browser', welcome, lost);
    await walk.welcome(lost.screen);
    await shows(unreachable, lost);
    await killed('agent', welcome, lost);
  } finally {
    await lost.discard();
  }
}, 120_000);
