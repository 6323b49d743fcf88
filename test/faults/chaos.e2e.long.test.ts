import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { type DirectoryProcess, startDirectory } from '../../build/start/directory-process.ts';
import { ROOT } from '../../build/start/machine.ts';
import { Administrator, helloMethods } from '../e2e/administrator.ts';
import { Laptop, type Outcome } from '../e2e/laptop.ts';

/*
 * The agent as IT starts it, against a directory that misbehaves by script (server-stub/chaos/examples): a rough line
 * costs time and nothing else; an account or a pass that ends in the middle ends the run with the code that says so.
 */

const AMAL = 'amal@northwind.example';
/** Old laptops of the demo company. */
const DEVICES_OF_OTHERS = 5;
const EXAMPLES = join(ROOT, 'server-stub', 'chaos', 'examples');
const folder = mkdtempSync(join(tmpdir(), 'latchkey-chaos-'));
let directory: DirectoryProcess;
let laptop: Laptop;

/** A directory under a scenario, a pass that was issued before it began, and a laptop. */
async function rehearse(file: string, scenario: string) {
  const calm = join(folder, file);
  const scenarios = JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8'));
  writeFileSync(calm, JSON.stringify({ ...scenarios, start: null }));
  const args = ['--chaos', calm, '--log-level', 'silent'];
  directory = await startDirectory(mkdtempSync(join(folder, 'data-')), args);
  const admin = await Administrator.signIn(directory.ready);
  const { pass } = await admin.issue(AMAL);
  await admin.chaos(scenario);
  laptop = await Laptop.unbox();
  const at = { directory: directory.ready.url, caFile: directory.ready.caFile };
  return { admin, run: (): Promise<Outcome> => laptop.run({ ...at, pass }) };
}

afterEach(async () => {
  await directory.stop();
  await laptop.discard();
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a rough line: everything slow, a fifth refused, connections reset; one device and one credential in the end', async () => {
  const { admin, run } = await rehearse('rough-network.json', 'rough');
  // A person, or a script, starts it again when it gives up; the run goes on where it was.
  let outcome = await run();
  for (let again = 0; outcome.code !== 0 && again < 4; again += 1) outcome = await run();
  expect(outcome, outcome.errors).toMatchObject({ code: 0, last: { event: 'provisioned' } });
  const struck = await admin.struck();
  expect(Object.keys(struck)).toEqual(expect.arrayContaining(['slow', 'busy', 'too-many', 'lost-answer']));
  await admin.chaos(null);
  expect(await admin.devices()).toHaveLength(DEVICES_OF_OTHERS + 1);
  expect(await helloMethods(admin, AMAL)).toHaveLength(1);
}, 90_000);

test('an account that is switched off after the join ends the run and says so', async () => {
  const { admin, run } = await rehearse('mid-run.json', 'disabled-after-join');
  const outcome = await run();
  expect(outcome).toMatchObject({ code: 1, last: { event: 'failed' } });
  expect(outcome.last).toMatchObject({ helpCode: 'LK-2414' });
  expect(await helloMethods(admin, AMAL)).toEqual([]);
}, 60_000);

test('a pass that runs out after the join ends the run and says so, and no credential is left', async () => {
  const { admin, run } = await rehearse('mid-run.json', 'expired-after-join');
  const outcome = await run();
  expect(outcome).toMatchObject({ code: 1, last: { event: 'failed' } });
  expect(outcome.last).toMatchObject({ helpCode: 'LK-2402' });
  expect(await helloMethods(admin, AMAL)).toEqual([]);
}, 60_000);
