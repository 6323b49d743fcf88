import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DirectoryProcess, startDirectory } from '../../build/start/directory-process.ts';
import { Administrator, helloMethods } from './administrator.ts';
import { Laptop, type RunOptions } from './laptop.ts';

/* `npm run directory` and `npm run provision` as real processes. */

const AMAL = 'amal@northwind.example';
const BEN = 'ben@northwind.example';

let dataDir: string;
let directory: DirectoryProcess;
let administrator: Administrator;
let at: Pick<RunOptions, 'directory' | 'caFile'>;
const laptops: Laptop[] = [];

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

test('from a sealed box to a proved passwordless sign-in; the pass is then used up', async () => {
  const laptop = await unbox();
  const { pass } = await administrator.issue(AMAL);
  const first = await laptop.run({ ...at, pass });
  expect(first, first.errors).toMatchObject({
    code: 0,
    last: { event: 'provisioned', userPrincipalName: AMAL },
  });
  expect(await laptop.facts()).toEqual([
    'started',
    'reserved',
    'joined',
    'created',
    'registered',
    'proved',
    'released',
  ]);

  const rows = (await administrator.signIns(AMAL)).filter((row) => row.status.errorCode === 0);
  const used = rows.toReversed().map((row) => row.authenticationDetails[0]?.authenticationMethod);
  expect(used).toEqual(['Temporary Access Pass', 'Windows Hello for Business']);
  expect(await helloMethods(administrator, AMAL)).toHaveLength(1);

  const second = await (await unbox()).run({ ...at, pass });
  expect(second).toMatchObject({
    code: 1,
    last: { event: 'failed', code: 'pass_used', helpCode: 'LK-2404' },
  });
});

test('the loop: a password and nothing else ends in the explained dead end; a pass from IT rescues it', async () => {
  const laptop = await unbox();
  const passwordFile = join(laptop.folder, 'password');
  await writeFile(passwordFile, 'Ben-winter-lantern-47');
  const passFile = join(laptop.folder, 'later');
  const stuck = await laptop.run({ ...at, user: BEN, args: ['--password-file', passwordFile] });
  expect(stuck).toMatchObject({
    code: 1,
    last: { event: 'failed', code: 'mfa_enrolment_required', helpCode: 'LK-2417' },
  });

  const args = ['--password-file', passwordFile, '--pass-file', passFile, '--wait', '2'];
  const waiting = await laptop.start({ ...at, user: BEN, args });
  await waitForLine(waiting.process, '"waiting"');
  const { pass } = await administrator.issue(BEN);
  await writeFile(passFile, pass);
  const rescued = await waiting.ended;
  expect(rescued, rescued.errors).toMatchObject({
    code: 0,
    last: { event: 'provisioned', userPrincipalName: BEN },
  });
});

function waitForLine(process: { stdout: NodeJS.ReadableStream | null }, text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout?.on('data', (chunk) => {
      if (String(chunk).includes(text)) resolve();
    });
  });
}

test('two agents with one state folder: the second is told and does nothing', async () => {
  const laptop = await unbox();
  const { pass } = await administrator.issue(AMAL);
  const both = await Promise.all([laptop.run({ ...at, pass }), laptop.run({ ...at, pass })]);
  expect(both.filter((outcome) => outcome.code === 0)).toHaveLength(1);
  expect(both.find((outcome) => outcome.code !== 0)?.last).toMatchObject({
    code: 'state_in_use',
    helpCode: 'LK-9101',
  });
});

test('whoever reads along may go: the run goes on to its end', async () => {
  const { pass } = await administrator.issue('gina@northwind.example');
  const laptop = await unbox();
  const run = await laptop.start({ ...at, user: 'gina@northwind.example', pass });
  run.process.stdout?.once('data', () => run.process.stdout?.destroy());
  const outcome = await run.ended;
  expect([outcome.code, outcome.errors]).toEqual([0, '']);
});

test('an answer that is missing is named, and nothing is spent', async () => {
  const laptop = await unbox();
  const { pass } = await administrator.issue(AMAL);
  const stopped = await laptop.run({ ...at, pass, withoutPin: true });
  expect(stopped).toMatchObject({ code: 1, last: { code: 'input_missing', step: 'credential' } });
  expect(await laptop.run({ ...at, pass })).toMatchObject({ code: 0 });
});

test('wrong arguments end with 2 and a sentence', async () => {
  const laptop = await unbox();
  const outcome = await laptop.run({ ...at, args: ['--no-such-thing'] });
  expect(outcome.code).toBe(2);
  expect(outcome.errors).toContain('--no-such-thing');
});

test('a state folder that is somebody else’s is refused, whether the run is finished or under way', async () => {
  const laptop = await unbox();
  const { pass } = await administrator.issue(AMAL);
  const other = { ...at, user: 'gina@northwind.example' };
  await laptop.run({ ...at, pass, withoutPin: true });
  expect(await laptop.run(other)).toMatchObject({
    code: 1,
    last: { code: 'state_of_another', helpCode: 'LK-9104' },
  });
  expect(await laptop.run({ ...at })).toMatchObject({ code: 0 });
  expect(await laptop.run(other)).toMatchObject({ code: 1, last: { code: 'state_of_another' } });
});
