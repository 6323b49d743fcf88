import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { helloMethods } from '../e2e/administrator.ts';
import { Laptop } from '../e2e/laptop.ts';
import { Place } from './place.ts';

/* Rule 3, the other side: the directory is killed with -9 in the middle and started again on the same data. */

const AMAL = 'amal@northwind.example';
/** A sample on a desk, more in CI. */
const ROUNDS = process.env.CI === 'true' ? 10 : 1;

test(`the directory killed at ${ROUNDS} random instants: the run ends provisioned, with one of each`, async () => {
  const place = await Place.open();
  try {
    for (let round = 0; round < ROUNDS; round += 1) await crashOnce(place);
  } finally {
    await place.close();
  }
}, 300_000);

async function crashOnce(place: Place): Promise<void> {
  const administrator = await place.administrator();
  const devices = (await administrator.devices()).length;
  const credentials = (await helloMethods(administrator, AMAL)).length;
  const { pass } = await administrator.issue(AMAL);
  const laptop = await Laptop.unbox();
  const run = await laptop.start({ ...place.at, pass });
  await sleep(300 + Math.random() * 1700);
  await place.crash();
  const first = await run.ended;
  // A short gap is ridden through; a run that gave up is started again with the same command.
  const last = first.code === 0 ? first : await laptop.run({ ...place.at, pass });
  expect(last, `${JSON.stringify(first.last)}, then ${JSON.stringify(last.last)}`).toMatchObject({ code: 0 });
  const after = await place.administrator();
  expect(await after.devices()).toHaveLength(devices + 1);
  expect(await helloMethods(after, AMAL)).toHaveLength(credentials + 1);
  await laptop.discard();
}
