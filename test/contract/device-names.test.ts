import { afterAll, beforeAll, expect, test } from 'vitest';
import { writePolicy } from '../../server-stub/sign-in/policies.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

/** Another person for each laptop: a new pass ends what was begun with the one before. */
const AMAL = 'amal@northwind.example';
const GINA = 'gina@northwind.example';
let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  await writePolicy(lab.directory.context, 'device', 'default', { userDeviceQuota: 50 });
});
afterAll(() => lab.close());

const editable = (deviceNameEditable: boolean) =>
  writePolicy(lab.directory.context, 'profile', 'default', { deviceNameEditable });

async function signedIn(user: string): Promise<Laptop> {
  const laptop = await Laptop.make(lab);
  expect((await laptop.signInWithPass(user, await lab.issuePass(user))).status).toBe(200);
  return laptop;
}

test('where a template makes the names, two devices may have the same one', async () => {
  await editable(false);
  expect((await (await signedIn(AMAL)).join({ displayName: 'NW-SAME' })).status).toBe(201);
  expect((await (await signedIn(GINA)).join({ displayName: 'nw-same' })).status).toBe(201);
});

test('device_name_taken: where people choose them no second device has one, in capitals or not', async () => {
  await editable(true);
  const first = await signedIn(AMAL);
  expect((await first.join({ displayName: 'NW-AMAL' })).status).toBe(201);
  const second = await signedIn(GINA);
  const refused = await second.join({ displayName: 'nw-amal' });
  expect([refused.status, slugOf(refused)]).toEqual([409, 'device_name_taken']);
  // The same key again is the same device, whatever it calls itself: a lost answer can be asked for again.
  expect((await first.join({ displayName: 'NW-AMAL' })).status).toBe(200);
  expect((await second.join({ displayName: 'NW-AMAL-2' })).status).toBe(201);
});

test('of two that join under one name at once one is refused', async () => {
  await editable(true);
  const laptops = [await signedIn(AMAL), await signedIn(GINA)];
  const answers = await Promise.all(laptops.map((laptop) => laptop.join({ displayName: 'NW-RACE' })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
});

test('device_name_invalid: the rules hold in the directory, too', async () => {
  await editable(true);
  const laptop = await signedIn(AMAL);
  for (const displayName of ['sixteen-letters-', '12345', 'local host', 'localhost', '-NW']) {
    const refused = await laptop.join({ displayName });
    expect([displayName, refused.status, slugOf(refused)]).toEqual([displayName, 400, 'device_name_invalid']);
  }
});
