import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { checkCharacter } from '../../electron/contract/technician/base32.ts';
import { challengeLines, readChallengeText } from '../../electron/contract/technician/challenge.ts';
import { Place } from '../faults/place.ts';
import type { Administrator } from './administrator.ts';
import { Kiosk } from './kiosk.ts';
import { latchkey } from './latchkey.ts';
import * as walk from './walk.ts';

/*
 * The technician's way out on the preview host: gesture, request, a code made offline by the real command as a process, and
 * what it opens. The request is taken from the lines on the screen, as somebody on the phone would hear it.
 */

const AMAL = 'amal@northwind.example';
const WRONG = ['0000-0000-000', '1111-1111-111', '2222-2222-222', '3333-3333-333', '4444-4444-444'];

let place: Place;
let administrator: Administrator;
let folder: string;
let keyFile: string;
const kiosks: Kiosk[] = [];

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-technicians-'));
  keyFile = join(folder, 'technicians.json');
  expect((await latchkey(['technician', 'key', '--out', keyFile])).code).toBe(0);
}, 60_000);
afterEach(async () => {
  for (const kiosk of kiosks.splice(0)) await kiosk.discard();
});
afterAll(async () => {
  await place.close();
  await rm(folder, { recursive: true, force: true });
});

async function unbox(more: { folder?: string; directory?: string } = {}): Promise<Kiosk> {
  const env = { LATCHKEY_TECHNICIAN_KEY: `${keyFile}.pub` };
  const kiosk = await Kiosk.open({ ...place.at, authenticator: 'none', env, ...more });
  kiosks.push(kiosk);
  return kiosk;
}

const panel = ({ screen }: Kiosk) => screen.getByRole('dialog');

async function pressEscape({ screen }: Kiosk): Promise<void> {
  for (let time = 0; time < 5; time += 1) await screen.keyboard.press('Escape');
}

/** Asks for an action and gives what is read out to the technician. */
async function ask(kiosk: Kiosk, action: string): Promise<string> {
  await panel(kiosk).getByRole('radio', { name: action }).check();
  await panel(kiosk).getByRole('radio', { name: 'Rehearsal' }).check();
  await panel(kiosk).getByRole('button', { name: 'Ask a technician' }).click();
  await panel(kiosk).getByRole('button', { name: 'Read the lines out' }).click();
  const lines = await panel(kiosk).getByRole('listitem').allInnerTexts();
  const heard = lines.join('\n');
  const read = readChallengeText(heard);
  expect(read.ok && challengeLines(read.challenge)).toEqual(lines.map((line) => line.replaceAll(' ', '-')));
  return heard;
}

/** The technician at another machine, without a network. */
async function codeFor(request: string): Promise<string> {
  const said = await latchkey(
    ['technician', 'answer', '--key', keyFile, '--challenge', '-', '--yes', '--reason', 'A rehearsal'],
    { input: request },
  );
  expect(said.code, said.errors).toBe(0);
  return said.out.trim();
}

async function type(kiosk: Kiosk, code: string): Promise<void> {
  await panel(kiosk).getByLabel('Code from the technician').fill(code);
  await panel(kiosk).getByRole('button', { name: 'Use this code' }).click();
}

test('a held mark opens the panel; diagnostics show where the run stands and what is locked, after a reload too', async () => {
  const kiosk = await unbox();
  const mark = await kiosk.screen.locator('.brand').boundingBox();
  if (!mark) throw new TypeError('no mark');
  await kiosk.screen.mouse.move(mark.x + 5, mark.y + 5);
  await kiosk.screen.mouse.down();
  await panel(kiosk).getByRole('heading', { name: 'For technicians' }).waitFor({ timeout: 10_000 });
  await kiosk.screen.mouse.up();
  await kiosk.screen.reload();
  const code = await codeFor(await ask(kiosk, 'Show diagnostics'));
  await type(kiosk, code.toLowerCase().replaceAll('-', ' '));
  await panel(kiosk).getByRole('heading', { name: 'Diagnostics' }).waitFor();
  const text = await panel(kiosk).innerText();
  expect(text).toContain('welcome');
  expect(text).toContain('Magic SysRq');
  expect(text).toContain('Code accepted');
  await panel(kiosk).getByRole('button', { name: 'Close' }).click();
  await panel(kiosk).waitFor({ state: 'detached' });
}, 90_000);

test('a slip costs no try, five wrong codes lock, and a new process stays locked', async () => {
  const kiosk = await unbox();
  await walk.welcome(kiosk.screen);
  await kiosk.screen.getByLabel(/^Work e-?mail address/).waitFor();
  await pressEscape(kiosk);
  const code = await codeFor(await ask(kiosk, 'Restart this step'));
  await type(kiosk, (code.startsWith('A') ? 'B' : 'A') + code.slice(1));
  await panel(kiosk).getByText('This code has a slip in it.').waitFor();
  for (const [made, wrong] of WRONG.entries()) {
    await type(kiosk, withCheck(wrong));
    await panel(kiosk)
      .getByText(made < 4 ? 'does not belong to what is shown here' : 'Too many wrong codes')
      .waitFor();
  }
  await kiosk.kill();
  const again = await unbox({ folder: kiosk.folder });
  await again.screen.getByLabel(/^Work e-?mail address/).waitFor();
  await pressEscape(again);
  const fresh = await codeFor(await ask(again, 'Restart this step'));
  await type(again, fresh);
  await panel(again).getByText('Too many wrong codes').waitFor();
}, 120_000);

test('by the help panel at the PIN: ended, no tick, exit 3; the directory dropped the pass’s reservation and says who', async () => {
  const { pass } = await administrator.issue(AMAL);
  const kiosk = await unbox();
  const { screen } = kiosk;
  await walk.welcome(screen);
  await walk.account(screen, AMAL);
  await walk.pass(screen, pass);
  await screen.getByRole('heading', { name: 'Choose a PIN' }).waitFor();
  await screen.getByRole('button', { name: 'Help', exact: true }).click();
  await screen.getByRole('button', { name: 'For technicians' }).click();
  await type(kiosk, await codeFor(await ask(kiosk, 'End the set-up')));
  await screen.getByRole('heading', { name: 'A technician ended this set-up' }).waitFor();
  await screen.getByText('Your company’s directory knows.').waitFor();
  expect(await administrator.activities()).toEqual(
    expect.arrayContaining([
      'Abandon device provisioning',
      'End Temporary Access Pass reservation',
      'Technician exit used',
    ]),
  );
  await screen.getByRole('button', { name: 'Close Latchkey' }).click();
  expect(await kiosk.exited()).toBe(3);
  // The pass was not spent: the same laptop is set up with it, as another run.
  const second = await unbox({ folder: kiosk.folder });
  await walk.account(second.screen, AMAL);
  await walk.pass(second.screen, pass);
  await walk.newPin(second.screen);
  await walk.tryPin(second.screen);
  await walk.done(second.screen, 'Amal');
}, 120_000);

test('trying again: offline as the laptop is, a code lets the network be tried once more', async () => {
  const kiosk = await unbox({ directory: 'https://127.0.0.1:9' });
  await walk.welcome(kiosk.screen);
  const refused = kiosk.screen.getByRole('heading', { name: 'We could not reach your company yet' });
  await refused.waitFor({ timeout: 20_000 });
  const tried = () => kiosk.output.join('').split('"refused"').length;
  const before = tried();
  await pressEscape(kiosk);
  await type(kiosk, await codeFor(await ask(kiosk, 'Try again')));
  await panel(kiosk).waitFor({ state: 'detached' });
  await expect.poll(tried, { timeout: 20_000 }).toBeGreaterThan(before);
  await refused.waitFor();
}, 90_000);

test('restarting the step: the directory is reached anew, and the step begins again', async () => {
  const kiosk = await unbox();
  await walk.welcome(kiosk.screen);
  await walk.account(kiosk.screen, AMAL);
  await kiosk.screen.getByRole('heading', { name: /Temporary Access Pass/ }).waitFor();
  await pressEscape(kiosk);
  await type(kiosk, await codeFor(await ask(kiosk, 'Restart this step')));
  await panel(kiosk).waitFor({ state: 'detached' });
  // The sign-in that was open is forgotten; no fact says whose it was.
  await kiosk.screen.getByLabel(/^Work e-?mail address/).waitFor();
}, 90_000);

test('turning off ends the preview and leaves the machine on; nothing of the run is lost', async () => {
  const kiosk = await unbox();
  await walk.welcome(kiosk.screen);
  await kiosk.screen.getByLabel(/^Work e-?mail address/).waitFor();
  await pressEscape(kiosk);
  await type(kiosk, await codeFor(await ask(kiosk, 'Turn the laptop off')));
  expect(await kiosk.exited()).toBe(1);
  const again = await unbox({ folder: kiosk.folder });
  await again.screen.getByLabel(/^Work e-?mail address/).waitFor();
}, 90_000);

/** A well-formed code that nobody gave. */
function withCheck(data: string): string {
  return data + checkCharacter(data.replaceAll('-', ''));
}
