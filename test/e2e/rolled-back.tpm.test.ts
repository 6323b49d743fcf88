import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COMMAND } from '../../electron/credential/tpm/wire/constants.ts';
import { Lab } from '../contract/lab.ts';
import { BusProxy, codeOf } from '../electron/credential/tpm/proxy.ts';
import { TestTpm } from '../electron/credential/tpm/setup.ts';
import { Laptop, type Outcome, type RunOptions } from './laptop.ts';

/*
 * What is left of an enrolment that does not end: nothing, on either side, and the pass is not used up. Real processes against a real
 * directory whose rows are looked at.
 */

const AMAL = 'amal@northwind.example';
const USER_ID = '5eed0000-0000-4000-8000-000000000001';
const MINUTE = 60_000;
let lab: Lab;
let at: Pick<RunOptions, 'directory' | 'caFile'>;

beforeAll(async () => {
  lab = await Lab.open();
  at = { directory: lab.directory.url, caFile: lab.directory.caFile };
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('credentials').where('user_id', '=', USER_ID).execute();
  await lab.db.deleteFrom('devices').where('owner_id', '=', USER_ID).execute();
});

const credentials = () =>
  lab.db.selectFrom('credentials').select(['state', 'device_id']).where('user_id', '=', USER_ID).execute();
const devices = () => lab.db.selectFrom('devices').select('id').where('owner_id', '=', USER_ID).execute();
const codeOfEnd = ({ last }: Outcome) => (last?.event === 'failed' ? last.code : last?.event);

/** Key files of both kinds that lie in the state folder. */
const keysOn = (laptop: Laptop): string[] =>
  ['credential', 'credential-tpm'].flatMap((name) => {
    const folder = join(laptop.state, name);
    return existsSync(folder) ? readdirSync(folder) : [];
  });

/** Runs until the credential is registered and not yet proved, and pulls the plug. */
async function registered(laptop: Laptop, options: RunOptions): Promise<void> {
  const run = await laptop.start(options);
  while (run.process.exitCode === null && !(await laptop.facts()).includes('registered')) await pause(2);
  run.process.kill('SIGKILL');
  await run.ended;
  expect(await laptop.facts()).not.toContain('proved');
}

describe.each(['tpm', 'software'])('an enrolment with %s that is not proved', (authenticator) => {
  async function halfDone() {
    const { tcti } = await TestTpm.start();
    const laptop = await Laptop.unbox();
    const pass = await lab.issuePass(AMAL);
    const options = { ...at, pass, args: ['--authenticator', authenticator], env: { LATCHKEY_TCTI: tcti } };
    await registered(laptop, options);
    expect((await credentials()).map(({ state }) => state)).toEqual(['provisional']);
    expect(keysOn(laptop)).toHaveLength(2);
    const { pass: _, ...withoutPass } = options;
    return { laptop, options, withoutPass };
  }

  test('in time is rolled back on both sides, says so, and the pass still works', async () => {
    const { laptop, options, withoutPass } = await halfDone();
    lab.ahead = 11 * MINUTE;
    const lapsed = await laptop.run(withoutPass);
    const refused = lapsed.events.filter((event) => event.event === 'refused');
    expect(refused.map(({ slug }) => slug)).toContain('reservation_ended');
    expect(await credentials()).toEqual([]);
    expect(keysOn(laptop)).toEqual([]);
    expect(codeOfEnd(await laptop.run(options))).toBe('provisioned');
    expect((await credentials()).map(({ state }) => state)).toEqual(['active']);
    expect(await devices()).toHaveLength(1);
    await laptop.discard();
  }, 120_000);

  test('because the directory has it no more is rolled back here, and the same run makes another', async () => {
    const { laptop, options, withoutPass } = await halfDone();
    await lab.db.deleteFrom('credentials').where('user_id', '=', USER_ID).execute();
    await laptop.run(withoutPass);
    expect(keysOn(laptop)).toEqual([]);
    expect(codeOfEnd(await laptop.run(options))).toBe('provisioned');
    expect((await credentials()).map(({ state }) => state)).toEqual(['active']);
    await laptop.discard();
  }, 120_000);
});

describe('a TPM that disappears in the middle of a run', () => {
  const { create, sign, certify: _, ...rest } = COMMAND;
  /** What the agent was doing: which of these commands it is, counted from one. */
  const MOMENTS = [
    ['sealing the vault', create, 1, 'vault_chip_unavailable'],
    ['opening the sealed vault', rest.unseal, 1, 'vault_chip_unavailable'],
    ['making the key', create, 2, 'authenticator_unavailable'],
    ['attesting the key', sign, 1, 'authenticator_unavailable'],
    ['the proof', sign, 2, 'authenticator_unavailable'],
  ] as const;

  test.each(MOMENTS)(
    'while %s: refused by name, nothing orphaned, and the same command goes on',
    async (...moment) => {
      const [, code, nth, slug] = moment;
      const proxy = await BusProxy.before(await TestTpm.start());
      const laptop = await Laptop.unbox();
      const pass = await lab.issuePass(AMAL);
      const options = { ...at, pass, args: ['--authenticator', 'tpm'], env: { LATCHKEY_TCTI: proxy.tcti } };
      let seen = 0;
      proxy.heed((command) => {
        if (codeOf(command) === code) seen += 1;
        return seen >= nth ? 'cut' : 'pass';
      });
      expect(codeOfEnd(await laptop.run(options))).toBe(slug);
      expect((await credentials()).filter(({ state }) => state === 'active')).toEqual([]);
      expect((await devices()).length).toBeLessThanOrEqual(1);
      proxy.heed(() => 'pass');
      const { last, errors } = await laptop.run(options);
      expect(last?.event, errors).toBe('provisioned');
      const [device] = await devices();
      expect(await credentials()).toEqual([{ state: 'active', device_id: device!.id }]);
      expect(await devices()).toHaveLength(1);
      expect(keysOn(laptop)).toHaveLength(2);
      await laptop.discard();
    },
    60_000,
  );
});

describe('two runs at once on one device', () => {
  test.each(['tpm', 'software'])(
    'with two state folders and %s: two keys, two honest devices',
    async (authenticator) => {
      const { tcti } = await TestTpm.start();
      const both = [await Laptop.unbox(), await Laptop.unbox()];
      const pass = await lab.issuePass(AMAL, { isUsableOnce: false });
      const command = {
        ...at,
        pass,
        args: ['--authenticator', authenticator],
        env: { LATCHKEY_TCTI: tcti },
      };
      const outcomes = await Promise.all(both.map((laptop) => laptop.run(command)));
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.code === 0) continue;
        // swtpm mixes the commands of two programs, as the kernel's devices do not: one may lose its turn. It says so, and goes on.
        expect(codeOfEnd(outcome), outcome.errors).toBe('authenticator_unavailable');
        expect(codeOfEnd(await both[index]!.run(command))).toBe('provisioned');
      }
      const found = await credentials();
      expect(found.map(({ state }) => state)).toEqual(['active', 'active']);
      expect(new Set(found.map(({ device_id }) => device_id)).size).toBe(2);
      expect(await devices()).toHaveLength(2);
      for (const laptop of both) await laptop.discard();
    },
    90_000,
  );

  test('with one state folder the second is refused, and the first is not disturbed', async () => {
    const laptop = await Laptop.unbox();
    const pass = await lab.issuePass(AMAL);
    const outcomes = await Promise.all([laptop.run({ ...at, pass }), laptop.run({ ...at, pass })]);
    expect(outcomes.map(codeOfEnd).toSorted()).toEqual(['provisioned', 'state_in_use']);
    expect(await credentials()).toHaveLength(1);
    expect(await devices()).toHaveLength(1);
    await laptop.discard();
  }, 120_000);
});
