import { afterAll, beforeAll, expect, test } from 'vitest';
import { Place } from '../faults/place.ts';
import { type Administrator, helloMethods } from './administrator.ts';
import { Kiosk } from './kiosk.ts';
import { Laptop, PIN } from './laptop.ts';
import { latchkey } from './latchkey.ts';
import * as walk from './walk.ts';

/* IT has staged a laptop in the terminal; its person opens the window on it for the first time, and once more when the PIN is forgotten. */

const AMAL = 'amal@northwind.example';
const OWN_PIN = '704416';
const LATER_PIN = '615283';
let place: Place;
let administrator: Administrator;

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
});
afterAll(() => place.close());

const env = { LATCHKEY_TCTI: 'swtpm:path=/nowhere' };

async function staged(): Promise<Laptop> {
  const laptop = await Laptop.unbox();
  const { pass } = await administrator.issue(AMAL);
  const outcome = await laptop.run({ ...place.at, pass, args: ['--staged'], env });
  expect(outcome, outcome.errors).toMatchObject({ code: 0 });
  return laptop;
}

const works = async (laptop: Laptop, pin: string) => {
  const args = ['credential', 'test', '--state', laptop.state, '--pin-file', '-', '--json'];
  const { code, errors } = await latchkey(args, { input: pin, env });
  return code === 0 ? 'works' : JSON.parse(errors).code;
};

test('the first use asks for a PIN of one’s own; later, a forgotten PIN begins again with a pass', async () => {
  const laptop = await staged();
  expect(await works(laptop, PIN)).toBe('pin_must_change');
  const open = () => Kiosk.open({ ...place.at, authenticator: 'none', folder: laptop.folder, env });
  const first = await open();
  await walk.ownPin(first.screen, '000111', OWN_PIN);
  await first.screen.getByText('That PIN is not right.').first().waitFor({ timeout: 20_000 });
  await walk.ownPin(first.screen, PIN, OWN_PIN);
  await first.screen.getByRole('heading', { level: 1, name: /You’re in/ }).waitFor({ timeout: 20_000 });
  await first.close();
  expect([await works(laptop, PIN), await works(laptop, OWN_PIN)]).toEqual(['pin_wrong', 'works']);

  const before = await helloMethods(administrator, AMAL);
  const { pass } = await administrator.issue(AMAL);
  const second = await open();
  await second.screen.getByRole('button', { name: 'I forgot my PIN' }).click({ timeout: 20_000 });
  await walk.pass(second.screen, pass);
  await walk.newPin(second.screen, LATER_PIN);
  await walk.tryPin(second.screen, LATER_PIN);
  await walk.done(second.screen, 'Amal');
  await second.close();
  const after = await helloMethods(administrator, AMAL);
  expect([after.length, after.map(({ state }) => state)]).toEqual([before.length, ['active']]);
  expect(after.map(({ id }) => id)).not.toEqual(before.map(({ id }) => id));
  expect(await works(laptop, LATER_PIN)).toBe('works');
  await laptop.discard();
}, 120_000);
