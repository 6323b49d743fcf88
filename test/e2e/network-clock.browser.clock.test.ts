import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBrowser } from '../../build/preview/find-browser.ts';
import { Place, wrongClock } from '../faults/place.ts';
import { Kiosk } from './kiosk.ts';
import * as walk from './walk.ts';

/* A laptop whose clock battery is empty: the window says what it takes for the time, and goes on once somebody has set the clock. */

const AMAL = 'amal@northwind.example';

/** The agent's clock is wrong, and not the browser's: Chromium does not start under libfaketime. */
async function browserOnTime(folder: string): Promise<string> {
  const file = join(folder, 'browser');
  await writeFile(file, `#!/bin/sh\nunset LD_PRELOAD\nexec '${findBrowser()}' "$@"\n`);
  await chmod(file, 0o755);
  return file;
}

test('years behind: the date is told, nothing is sent, and once the clock is set the run goes on by itself to its end', async () => {
  const place = await Place.open();
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-clock-'));
  const clock = join(folder, 'clock');
  await writeFile(clock, '-2000d');
  const env = { ...wrongClock(clock), LATCHKEY_BROWSER: await browserOnTime(folder) };
  const kiosk = await Kiosk.open({ ...place.at, authenticator: 'none', env });
  const { screen } = kiosk;
  await walk.welcome(screen);
  await screen.getByText('LK-1301').waitFor({ timeout: 30_000 });
  const text = await screen.locator('main').innerText();
  expect(text).toContain(`takes it to be`);
  expect(text).toContain(String(new Date(Date.now() - 2000 * 86_400_000).getUTCFullYear()));
  expect(text).toMatch(/at least 1,99\d days behind/);
  await writeFile(clock, '+0d');
  await walk.account(screen, AMAL);
  const { pass } = await (await place.administrator()).issue(AMAL);
  await walk.pass(screen, pass);
  await walk.newPin(screen);
  await walk.tryPin(screen);
  await walk.done(screen, 'Amal');
  await kiosk.discard();
  await place.close();
  await rm(folder, { recursive: true });
}, 90_000);
