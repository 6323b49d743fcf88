import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DirectoryProcess, startDirectory } from '../../build/start/directory-process.ts';
import { TestTpm } from '../electron/credential/tpm/setup.ts';
import { Administrator, helloMethods } from './administrator.ts';
import { Laptop, type RunOptions } from './laptop.ts';

/* `npm run provision -- --authenticator tpm` as a real process, with a TPM of its own behind LATCHKEY_TCTI. */

const AMAL = 'amal@northwind.example';

let dataDir: string;
let directory: DirectoryProcess;
let administrator: Administrator;
let at: Pick<RunOptions, 'directory' | 'caFile'>;
const laptops: Laptop[] = [];

/** The later argument wins: a laptop of these tests asks for `software` by itself. */
const TPM = ['--authenticator', 'tpm'];

async function unbox(): Promise<Laptop> {
  const laptop = await Laptop.unbox();
  laptops.push(laptop);
  return laptop;
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'latchkey-directory-'));
  directory = await startDirectory(dataDir);
  administrator = await Administrator.signIn(directory.ready);
  at = { directory: directory.ready.url, caFile: directory.ready.caFile };
});

afterEach(async () => {
  for (const laptop of laptops.splice(0)) await laptop.discard();
});

afterAll(async () => {
  await directory.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('from a sealed box to a proved sign-in whose key is in the TPM', async () => {
  const tpm = await TestTpm.start();
  const laptop = await unbox();
  const { pass } = await administrator.issue(AMAL);
  const outcome = await laptop.run({ ...at, pass, args: TPM, env: { LATCHKEY_TCTI: tpm.tcti } });
  expect(outcome, outcome.errors).toMatchObject({
    code: 0,
    last: { event: 'provisioned', userPrincipalName: AMAL, authenticator: 'tpm' },
  });
  expect(await readdir(join(laptop.state, 'credential-tpm'))).toHaveLength(2);
  expect(await helloMethods(administrator, AMAL)).toHaveLength(1);
  expect(await tpm.leftovers()).toEqual([]);
}, 60_000);

test('auto takes the TPM where there is one', async () => {
  const tpm = await TestTpm.start();
  const laptop = await unbox();
  const { pass } = await administrator.issue(AMAL);
  const args = ['--authenticator', 'auto'];
  const outcome = await laptop.run({ ...at, pass, args, env: { LATCHKEY_TCTI: tpm.tcti } });
  expect(outcome, outcome.errors).toMatchObject({ code: 0, last: { authenticator: 'tpm' } });
}, 60_000);

test('where there is no TPM it says so and spends nothing', async () => {
  const laptop = await unbox();
  const { pass } = await administrator.issue(AMAL);
  const env = { LATCHKEY_TCTI: `swtpm:path=${laptop.folder}/none` };
  const stopped = await laptop.run({ ...at, pass, args: TPM, env });
  expect(stopped).toMatchObject({
    code: 1,
    last: { code: 'authenticator_unavailable', helpCode: 'LK-4201' },
  });
  const tpm = await TestTpm.start();
  const outcome = await laptop.run({ ...at, pass, args: TPM, env: { LATCHKEY_TCTI: tpm.tcti } });
  expect(outcome, outcome.errors).toMatchObject({ code: 0, last: { authenticator: 'tpm' } });
}, 60_000);

test('kill -9 and a power cut after the key was made, and another while it proves: one device, one credential', async () => {
  const tpm = await TestTpm.start();
  await tpm.tool('tpm2_dictionarylockout', '-s', '-n', '32', '-t', '1000', '-l', '1000');
  const laptop = await unbox();
  const before = (await helloMethods(administrator, AMAL)).length;
  const devices = (await administrator.devices()).length;
  const { pass } = await administrator.issue(AMAL);
  const options = { ...at, pass, args: TPM, env: { LATCHKEY_TCTI: tpm.tcti } };
  for (const fact of ['created', 'registered']) {
    const run = await laptop.start(options);
    while (!(await laptop.facts()).includes(fact) && run.process.exitCode === null) await pause(2);
    run.process.kill('SIGKILL');
    await run.ended;
    await tpm.restart();
  }
  const outcome = await laptop.run(options);
  expect(outcome, outcome.errors).toMatchObject({ code: 0, last: { authenticator: 'tpm' } });
  expect((await helloMethods(administrator, AMAL)).length).toBe(before + 1);
  expect((await administrator.devices()).length).toBe(devices + 1);
  expect(await readdir(join(laptop.state, 'credential-tpm'))).toHaveLength(2);
}, 90_000);
