import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Administrator, helloMethods } from '../e2e/administrator.ts';
import { Laptop, PIN } from '../e2e/laptop.ts';
import { latchkey } from '../e2e/latchkey.ts';
import { Place } from './place.ts';

/* Rule 3 for a second run on the same laptop (a forgotten PIN): at every instant one key works, and in the end one is there. */

const AMAL = 'amal@northwind.example';
const AGAIN = ['started', 'reserved', 'created', 'registered', 'proved'];

let place: Place;
let administrator: Administrator;

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
});
afterAll(() => place.close());

const works = async (laptop: Laptop) => {
  const args = ['credential', 'test', '--state', laptop.state, '--pin-file', '-', '--json'];
  const said = await latchkey(args, { input: PIN });
  expect(said, said.errors).toMatchObject({ code: 0 });
};

test('killed at every fact of the second run, one after the other: a key works each time, and the old one goes', async () => {
  const laptop = await Laptop.unbox();
  const first = await administrator.issue(AMAL);
  expect(await laptop.run({ ...place.at, pass: first.pass })).toMatchObject({ code: 0 });
  const [old] = await helloMethods(administrator, AMAL);
  const devices = (await administrator.devices()).length;
  const { pass } = await administrator.issue(AMAL);
  for (const fact of AGAIN) {
    const run = await laptop.start({ ...place.at, pass, args: ['--again'] });
    const times = async () => (await laptop.facts()).filter((name) => name === fact).length;
    while (run.process.exitCode === null && (await times()) < 2) await sleep(1);
    run.process.kill('SIGKILL');
    await run.ended;
    await works(laptop);
  }
  const last = await laptop.run({ ...place.at, pass });
  expect(last, last.errors).toMatchObject({ code: 0, last: { event: 'provisioned' } });
  expect((await laptop.facts()).slice(7)).toEqual([...AGAIN, 'released']);
  const methods = await helloMethods(administrator, AMAL);
  expect(methods).toHaveLength(1);
  expect(methods[0]).toMatchObject({ state: 'active' });
  expect(methods[0]?.id).not.toBe(old?.id);
  expect(await administrator.devices()).toHaveLength(devices);
  await works(laptop);
  await laptop.discard();
}, 180_000);

test('killed while the key is removed: doing it again ends it, in the directory and here', async () => {
  for (const wait of [400, 700, 1000]) {
    const laptop = await Laptop.unbox();
    const { pass } = await administrator.issue(AMAL);
    const before = (await helloMethods(administrator, AMAL)).length;
    expect(await laptop.run({ ...place.at, pass })).toMatchObject({ code: 0 });
    const args = ['credential', 'remove', '--state', laptop.state, '--pin-file', '-', '--json'];
    await latchkey(args, { input: PIN, killAfter: wait });
    const again = await latchkey(args, { input: PIN });
    // Either it had been done already, or it is done now.
    if (again.code !== 0) expect(JSON.parse(again.errors)).toMatchObject({ code: 'credential_missing' });
    expect(await helloMethods(administrator, AMAL)).toHaveLength(before);
    expect(await laptop.facts()).toContain('removed');
    await laptop.discard();
  }
}, 180_000);
