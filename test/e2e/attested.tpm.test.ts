import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DirectoryProcess, startDirectory } from '../../build/start/directory-process.ts';
import { ask } from '../electron/credential/tpm/privacy-ca.ts';
import { TestTpm } from '../electron/credential/tpm/setup.ts';
import { temporaryFolder } from '../electron/vault/temporary-folder.ts';
import { Maker } from '../server-stub/credentials/attestation/maker.ts';
import { Administrator, helloMethods } from './administrator.ts';
import { Laptop, PIN } from './laptop.ts';
import { latchkey } from './latchkey.ts';

/*
 * A whole run in which the TPM vouches for the key: the company's privacy CA certifies the TPM's attestation key, the directory is started
 * with that CA as a root. The CA is played here, with the tools that a real one would use.
 */

const AMAL = 'amal@northwind.example';
let folder: string;
let ca: Maker;
let directory: DirectoryProcess;
let administrator: Administrator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-attested-'));
  ca = await Maker.found();
  mkdirSync(join(folder, 'roots', 'tpm'), { recursive: true });
  writeFileSync(join(folder, 'roots', 'tpm', 'company.pem'), ca.pem);
  directory = await startDirectory(join(folder, 'data'), ['--attestation-roots', join(folder, 'roots')]);
  administrator = await Administrator.signIn(directory.ready);
});
afterAll(async () => {
  await directory.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What IT does: reads the key off the laptop, has it certified, puts the certificate beside the laptop. */
async function certified(laptop: Laptop, tpm: TestTpm, by: Maker): Promise<string> {
  const said = await latchkey(['attestation-key'], { env: { LATCHKEY_TCTI: tpm.tcti } });
  expect(said, said.errors).toMatchObject({ code: 0 });
  const { x = '', y = '' } = createPublicKey(said.out).export({ format: 'jwk' });
  const point = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
  const [leaf] = await by.certify(point);
  const file = join(laptop.folder, 'attestation.pem');
  const base64 = Buffer.from(leaf!).toString('base64');
  writeFileSync(file, `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`);
  return file;
}

/** What the CA does before: is that key in a TPM whose maker it knows? */
async function inspected(tpm: TestTpm, maker: string): Promise<void> {
  const env = { LATCHKEY_TCTI: tpm.tcti };
  const report = JSON.parse((await latchkey(['attestation-key', '--json'], { env })).out);
  const endorsement = new X509Certificate(report.endorsementCertificate);
  const root = new X509Certificate(readFileSync(join(maker, 'issuer.pem')));
  expect(endorsement.verify(root.publicKey)).toBe(true);
  const { secret, file } = ask(report.endorsementCertificate, report.name);
  const challenge = join(maker, 'challenge');
  writeFileSync(challenge, file);
  const answer = await latchkey(['attestation-key', '--activate', challenge], { env });
  expect(answer.out.trim(), answer.errors).toBe(secret.toString('hex'));
}

async function provisioned(by: Maker | null, tpm: TestTpm) {
  const laptop = await Laptop.unbox();
  const { pass } = await administrator.issue(AMAL);
  const env = {
    LATCHKEY_TCTI: tpm.tcti,
    ...(by && { LATCHKEY_AK_CERTIFICATE: await certified(laptop, tpm, by) }),
  };
  const { ready } = directory;
  const args = ['--authenticator', 'tpm'];
  const outcome = await laptop.run({ directory: ready.url, caFile: ready.caFile, pass, args, env });
  expect(outcome, outcome.errors).toMatchObject({ code: 0, last: { authenticator: 'tpm' } });
  const said = await latchkey(['credential', 'test', '--state', laptop.state, '--pin-file', '-', '--json'], {
    input: PIN,
    env,
  });
  const method = (await helloMethods(administrator, AMAL)).at(-1);
  await laptop.discard();
  return { assurance: method?.assurance, acr: JSON.parse(said.out).acr };
}

test('attested: the CA has inspected the TPM, the directory shows it, and the token says phishing-resistant hardware', async () => {
  const maker = temporaryFolder();
  const tpm = await TestTpm.manufactured(maker);
  await inspected(tpm, maker);
  expect(await provisioned(ca, tpm)).toEqual({ assurance: 'attested', acr: 'phrh' });
}, 120_000);

test('certified by somebody whom the directory does not know: nobody vouches', async () => {
  expect(await provisioned(await Maker.found(), await TestTpm.start())).toEqual({
    assurance: 'none',
    acr: 'phr',
  });
}, 120_000);

test('without a certificate the key vouches for itself', async () => {
  expect(await provisioned(null, await TestTpm.start())).toEqual({ assurance: 'self', acr: 'phr' });
}, 120_000);

test('the certificate of another TPM is refused on the laptop, by name, and nothing is registered', async () => {
  const laptop = await Laptop.unbox();
  const env = {
    LATCHKEY_AK_CERTIFICATE: await certified(laptop, await TestTpm.start(), ca),
    LATCHKEY_TCTI: (await TestTpm.start()).tcti,
  };
  const before = (await helloMethods(administrator, AMAL)).length;
  const { pass } = await administrator.issue(AMAL);
  const { ready } = directory;
  const args = ['--authenticator', 'tpm'];
  const outcome = await laptop.run({ directory: ready.url, caFile: ready.caFile, pass, args, env });
  expect(outcome.last).toMatchObject({
    event: 'failed',
    code: 'authenticator_unavailable',
    step: 'credential',
  });
  expect(await helloMethods(administrator, AMAL)).toHaveLength(before);
  await laptop.discard();
}, 120_000);
