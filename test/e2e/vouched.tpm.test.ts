import { copyFileSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DirectoryProcess, startDirectory } from '../../build/start/directory-process.ts';
import { TestTpm } from '../electron/credential/tpm/setup.ts';
import { Administrator, helloMethods } from './administrator.ts';
import { Laptop, PIN } from './laptop.ts';
import { latchkey } from './latchkey.ts';

/*
 * Whole runs in which the directory itself vouches for the TPM: it knows the maker (swtpm's local CA), asks the TPM during the run, and
 * nobody does anything by hand.
 */

const AMAL = 'amal@northwind.example';
let folder: string;
let directory: DirectoryProcess;
let administrator: Administrator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-vouched-'));
});
afterAll(async () => {
  await directory.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A TPM as it leaves its maker; the maker's folder holds the certificate that it signs with. */
async function manufactured(name: string): Promise<TestTpm> {
  mkdirSync(join(folder, name), { recursive: true });
  return TestTpm.manufactured(join(folder, name));
}

async function startKnowing(maker: string): Promise<void> {
  const roots = join(folder, 'roots');
  mkdirSync(join(roots, 'ek'), { recursive: true });
  copyFileSync(join(folder, maker, 'issuer.pem'), join(roots, 'ek', 'maker.pem'));
  directory = await startDirectory(join(folder, 'data'), ['--attestation-roots', roots]);
  administrator = await Administrator.signIn(directory.ready);
}

async function provisioned(tpm: TestTpm) {
  const laptop = await Laptop.unbox();
  const { pass } = await administrator.issue(AMAL);
  const { url, caFile } = directory.ready;
  const env = { LATCHKEY_TCTI: tpm.tcti };
  const outcome = await laptop.run({ directory: url, caFile, pass, args: ['--authenticator', 'tpm'], env });
  expect(outcome, outcome.errors).toMatchObject({ code: 0, last: { authenticator: 'tpm' } });
  const said = await latchkey(['credential', 'test', '--state', laptop.state, '--pin-file', '-', '--json'], {
    input: PIN,
    env,
  });
  const method = (await helloMethods(administrator, AMAL)).at(-1);
  await laptop.discard();
  return { assurance: method?.assurance, acr: JSON.parse(said.out).acr };
}

test('a TPM of a maker that the directory knows is attested, phishing-resistant hardware; one of another maker works all the same', async () => {
  const [known, stranger] = [await manufactured('maker'), await manufactured('stranger')];
  await startKnowing('maker');
  expect(await provisioned(known)).toEqual({ assurance: 'attested', acr: 'phrh' });
  expect(await provisioned(stranger)).toEqual({ assurance: 'self', acr: 'phr' });
  expect([await known.leftovers(), await stranger.leftovers()]).toEqual([[], []]);
}, 120_000);
