import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Administrator, helloMethods } from '../e2e/administrator.ts';
import { Laptop, type Run } from '../e2e/laptop.ts';
import { Place } from './place.ts';

/*
 * Rule 3: kill the agent with -9 at every fact and at random instants, run the same command again each time, without a new
 * pass: it ends provisioned, with one device and one credential.
 */

const AMAL = 'amal@northwind.example';
const FACTS = ['started', 'reserved', 'joined', 'created', 'registered', 'proved', 'released'];
/** Random instants: a sample on a desk, the full number in CI. */
const INSTANTS = process.env.CI === 'true' ? 30 : 2;

let place: Place;
let administrator: Administrator;

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
});

afterAll(() => place.close());

/** Devices and Hello credentials, before and after: exactly one of each is new. */
async function census() {
  const devices = await administrator.devices();
  const credentials = await helloMethods(administrator, AMAL);
  return { devices: devices.length, credentials: credentials.length };
}

async function killAtFact(laptop: Laptop, run: Run, fact: string): Promise<void> {
  while (run.process.exitCode === null && !(await laptop.facts()).includes(fact)) await sleep(1);
  run.process.kill('SIGKILL');
  await run.ended;
}

async function expectOneOfEach(laptop: Laptop, before: Awaited<ReturnType<typeof census>>): Promise<void> {
  expect(await laptop.facts()).toEqual(FACTS);
  const after = await census();
  expect(after).toEqual({ devices: before.devices + 1, credentials: before.credentials + 1 });
  const states = (await helloMethods(administrator, AMAL)).map((method) => method.state);
  expect(states.every((state) => state === undefined || state === 'active')).toBe(true);
}

test('killed at every fact of one run, one after the other, it still ends with one device and one credential', async () => {
  const before = await census();
  const laptop = await Laptop.unbox();
  const { pass } = await administrator.issue(AMAL);
  for (const fact of FACTS.slice(0, -1)) {
    await killAtFact(laptop, await laptop.start({ ...place.at, pass }), fact);
  }
  const last = await laptop.run({ ...place.at, pass });
  expect(last, `${JSON.stringify(last.last)} ${await laptop.facts()} ${last.errors}`).toMatchObject({
    code: 0,
    last: { event: 'provisioned' },
  });
  await expectOneOfEach(laptop, before);
  await laptop.discard();
}, 120_000);

test(`killed at ${INSTANTS} random instants, the same command ends provisioned each time`, async () => {
  const usual = await timeOneRun();
  for (let round = 0; round < INSTANTS; round += 1) {
    const before = await census();
    const laptop = await Laptop.unbox();
    const { pass } = await administrator.issue(AMAL);
    const run = await laptop.start({ ...place.at, pass });
    const instant = Math.random() * usual;
    await sleep(instant);
    run.process.kill('SIGKILL');
    await run.ended;
    const again = await laptop.run({ ...place.at, pass });
    expect(again, `killed after ${instant.toFixed(0)} ms; ${again.errors}`).toMatchObject({ code: 0 });
    await expectOneOfEach(laptop, before);
    await laptop.discard();
  }
}, 600_000);

async function timeOneRun(): Promise<number> {
  const laptop = await Laptop.unbox();
  const { pass } = await administrator.issue(AMAL);
  const began = performance.now();
  expect(await laptop.run({ ...place.at, pass })).toMatchObject({ code: 0 });
  await laptop.discard();
  return performance.now() - began;
}
