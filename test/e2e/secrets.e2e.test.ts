import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHECKPOINT_TYPE } from '../../electron/contract/audit/chain.ts';
import { Place } from '../faults/place.ts';
import { Laptop, PIN, type Run } from './laptop.ts';

/*
 * Rule 4: secrets stay put. After a run, and after one that was killed in the middle, every file of the laptop's state and of
 * the directory's data is searched, and while it ran the arguments and environments of every process.
 */

const AMAL = 'amal@northwind.example';

let place: Place;

beforeAll(async () => {
  place = await Place.open();
});

afterAll(() => place.close());

/** The ways in which a secret could lie in a file. */
function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ];
}

async function everyFile(folder: string): Promise<{ path: string; content: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.map(async (path) => ({ path, content: await readFile(path, 'latin1') })));
}

/** Arguments and environments of every process that mentions this project's folder, as often as it can look. */
async function watchProcesses(run: Run): Promise<string[]> {
  const seen = new Set<string>();
  while (run.process.exitCode === null && run.process.signalCode === null) {
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      for (const file of ['cmdline', 'environ']) {
        seen.add(await readFile(join('/proc', pid, file), 'latin1').catch(() => ''));
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return [...seen];
}

/** Three dot-separated base64url parts: an access or ID token, or a proof. */
const JWT = /(eyJ[A-Za-z0-9_-]{10,})\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g;

/** Everything that looks like a token, but for the directory's signed checkpoints of its audit: they open nothing. */
function tokensIn(text: string): string[] {
  const typeOf = (header: string) =>
    /"typ":"([^"]*)"/.exec(Buffer.from(header, 'base64url').toString('utf8'))?.[1];
  return [...text.matchAll(JWT)]
    .filter(([, header = '']) => typeOf(header) !== CHECKPOINT_TYPE)
    .map(([token]) => token);
}

async function expectClean(laptop: Laptop, secrets: readonly string[], alsoSearched: readonly string[]) {
  const files = [...(await everyFile(laptop.state)), ...(await everyFile(place.dataDir))];
  expect(files.length).toBeGreaterThan(6);
  for (const { path, content } of files) {
    for (const secret of secrets.flatMap(disguises)) expect(content.includes(secret), path).toBe(false);
    expect(tokensIn(content), path).toEqual([]);
  }
  for (const text of alsoSearched) {
    for (const secret of secrets) expect(text.includes(secret)).toBe(false);
    expect(tokensIn(text)).toEqual([]);
  }
}

test.skipIf(process.platform !== 'linux')('a whole run leaves no pass, PIN or token anywhere', async () => {
  const laptop = await Laptop.unbox();
  const { pass } = await (await place.administrator()).issue(AMAL);
  const run = await laptop.start({ ...place.at, pass });
  const processes = await watchProcesses(run);
  const outcome = await run.ended;
  expect(outcome.code).toBe(0);
  expect(processes.some((text) => text.includes('provision'))).toBe(true);
  const printed = [JSON.stringify(outcome.events), outcome.errors];
  await expectClean(laptop, [pass, PIN], [...processes, ...printed]);
  await laptop.discard();
});

test.each(['reserved', 'created', 'registered'])('a run killed after %s leaves none either', async (fact) => {
  const laptop = await Laptop.unbox();
  const { pass } = await (await place.administrator()).issue(AMAL);
  const run = await laptop.start({ ...place.at, pass });
  while (run.process.exitCode === null && !(await laptop.facts()).includes(fact)) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  run.process.kill('SIGKILL');
  const { errors } = await run.ended;
  await expectClean(laptop, [pass, PIN], [errors]);
  await laptop.discard();
});
