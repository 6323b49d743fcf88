import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Slug } from '../../electron/contract/refusals.ts';
import type { Administrator } from '../e2e/administrator.ts';
import { Laptop, type Outcome, type RunOptions } from '../e2e/laptop.ts';
import { Place, wrongClock } from './place.ts';

/*
 * `npm run provision` against `npm run directory`, both as real processes, with calendars that are turned by libfaketime.
 * Each refusal: the code, the help code, a sentence that helps, and no pass spent.
 */

const AMAL = 'amal@northwind.example';
/** A group that Amal is not in. */
const NOBODYS_GROUP = '00000000-0000-4000-8000-0000000000ff';
const HOUR = 3600;
const DAY = 24 * HOUR;
const YEAR = 366 * DAY;

let place: Place;
let administrator: Administrator;
let laptop: Laptop;

beforeAll(async () => {
  place = await Place.open({ turnable: true });
  administrator = await place.administrator();
});

beforeEach(async () => {
  laptop = await Laptop.unbox();
});

afterEach(async () => {
  await laptop.discard();
});

afterAll(() => place.close());

function expectFailure(outcome: Outcome, code: Slug, helpCode: string): void {
  expect(outcome, outcome.errors).toMatchObject({ code: 1, last: { event: 'failed', code, helpCode } });
  const last = outcome.last as { message: string; action: string };
  expect(last.message).toMatch(/^[A-Z].*\.$/);
  expect(last.action).toMatch(/^[A-Z].*\.$/);
}

async function expectRefused(pass: string, code: Slug, helpCode: string, user = AMAL): Promise<Outcome> {
  const outcome = await laptop.run({ ...place.at, user, pass });
  expectFailure(outcome, code, helpCode);
  return outcome;
}

/** The same laptop gets through with this pass: nothing was spent and nothing is in the way. */
async function expectProvisioned(pass: string, more: Partial<RunOptions> = {}): Promise<void> {
  const outcome = await laptop.run({ ...place.at, pass, ...more });
  expect(outcome, `${JSON.stringify(outcome.last)} ${outcome.errors}`).toMatchObject({ code: 0 });
}

describe('the pass', () => {
  test('wrong', async () => {
    const { pass } = await administrator.issue(AMAL);
    await expectRefused('wrong-pass', 'pass_wrong', 'LK-2401');
    await expectProvisioned(pass);
  });

  test('not yet valid: says when it will be, and works then', async () => {
    const startDateTime = new Date(Date.now() + HOUR * 1000).toISOString();
    const { pass } = await administrator.issue(AMAL, { startDateTime });
    const outcome = await expectRefused(pass, 'pass_not_yet_valid', 'LK-2403');
    expect((outcome.last as { retryAfter?: number }).retryAfter).toBeGreaterThan(HOUR - 120);
    await place.turn(HOUR + 60);
    await expectProvisioned(pass);
    await place.turn(0);
  });

  test('expired', async () => {
    const { pass } = await administrator.issue(AMAL);
    await place.turn(2 * HOUR);
    await expectRefused(pass, 'pass_expired', 'LK-2402');
    await place.turn(0);
  });

  test('used', async () => {
    const { pass } = await administrator.issue(AMAL);
    await expectProvisioned(pass);
    const other = await Laptop.unbox();
    expectFailure(await other.run({ ...place.at, pass }), 'pass_used', 'LK-2404');
    await other.discard();
  });

  test('held by another device: says how long; the one that holds it finishes', async () => {
    const { pass } = await administrator.issue(AMAL);
    const other = await Laptop.unbox();
    expectFailure(await other.run({ ...place.at, pass, withoutPin: true }), 'input_missing', 'LK-9301');
    const outcome = await expectRefused(pass, 'pass_reserved', 'LK-2405');
    expect((outcome.last as { retryAfter?: number }).retryAfter).toBeLessThanOrEqual(600);
    expect(await other.run({ ...place.at })).toMatchObject({ code: 0 });
    await other.discard();
  });

  test('deleted: whoever knows it is told that it was taken back', async () => {
    const { id, pass } = await administrator.issue(AMAL);
    await administrator.deletePass(AMAL, id);
    await expectRefused(pass, 'pass_not_found', 'LK-2407');
  });

  test('deleted in the middle: the run says so, and a new pass finishes it on the same device', async () => {
    const first = await administrator.issue(AMAL);
    const devices = (await administrator.devices()).length;
    await laptop.run({ ...place.at, pass: first.pass, withoutPin: true });
    await administrator.deletePass(AMAL, first.id);
    const { pass } = await administrator.issue(AMAL);
    await expectProvisioned(pass);
    expect(await administrator.devices()).toHaveLength(devices + 1);
  });

  test('out of scope since it was issued', async () => {
    const { pass } = await administrator.issue(AMAL);
    await administrator.includeInPasses(NOBODYS_GROUP);
    await expectRefused(pass, 'pass_blocked_by_policy', 'LK-2406');
    await administrator.includeInPasses('all_users');
    await expectProvisioned(pass);
  });
});

describe('the reservation', () => {
  test('lapsed after ten minutes: the same one-time pass finishes the run, with one credential', async () => {
    const { pass } = await administrator.issue(AMAL);
    await laptop.run({ ...place.at, pass, withoutPin: true });
    await place.turn(11 * 60);
    await expectProvisioned(pass);
    await place.turn(0);
  });

  test('within its ten minutes the run resumes without the pass', async () => {
    const { pass } = await administrator.issue(AMAL);
    await laptop.run({ ...place.at, pass, withoutPin: true });
    await place.turn(8 * 60);
    expect(await laptop.run({ ...place.at })).toMatchObject({ code: 0 });
    await place.turn(0);
  });
});

describe('the account and the device', () => {
  test.each([
    ['jon@northwind.example', 'account_disabled', 'LK-2414'],
    ['liam@northwind.example', 'join_blocked', 'LK-3102'],
  ] as const)('%s: %s, before the pass is held', async (user, code, helpCode) => {
    const { pass } = await administrator.issue(user);
    await expectRefused(pass, code, helpCode, user);
    expect(await administrator.passes(user)).toMatchObject([{ isUsable: true }]);
  });
});

describe('the way there', () => {
  test('an untrusted certificate stops the run before anything is sent', async () => {
    const elsewhere = await Place.open();
    const { pass } = await administrator.issue(AMAL);
    const { directory } = place.at;
    const outcome = await laptop.run({ directory, caFile: elsewhere.at.caFile, pass });
    expectFailure(outcome, 'certificate_untrusted', 'LK-1201');
    await elsewhere.close();
    await expectProvisioned(pass);
  });

  test('a directory that does not answer', async () => {
    const gone = await Place.open();
    const caFile = join(laptop.folder, 'ca.pem');
    await copyFile(gone.at.caFile, caFile);
    const { directory } = gone.at;
    await gone.close();
    expectFailure(await laptop.run({ directory, caFile, pass: 'x' }), 'directory_unreachable', 'LK-1103');
  }, 40_000);
});

describe('the laptop’s clock', () => {
  async function laptopClock(seconds: number): Promise<NodeJS.ProcessEnv> {
    const file = join(laptop.folder, 'clock');
    await writeFile(file, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}s`);
    return wrongClock(file);
  }

  test.each([
    ['behind', -DAY],
    ['ahead', DAY],
  ])('one day %s: corrected for, and the run ends provisioned', async (_name, seconds) => {
    const { pass } = await administrator.issue(AMAL);
    await expectProvisioned(pass, { env: await laptopClock(seconds) });
  });

  test.each([
    ['behind', -YEAR],
    ['ahead', 12 * YEAR],
  ])(
    'years %s: stops with its own help code before anything is sent; nothing is spent',
    async (_name, seconds) => {
      const { pass } = await administrator.issue(AMAL);
      const outcome = await laptop.run({ ...place.at, pass, env: await laptopClock(seconds) });
      expectFailure(outcome, 'clock_wrong', 'LK-1301');
      await expectProvisioned(pass);
    },
  );
});
