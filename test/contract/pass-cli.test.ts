import { spawn } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureServerCertificate } from '../../server-stub/tls/server-certificate.ts';
import { Lab } from './lab.ts';
import { Laptop } from './laptop.ts';

const PASS = fileURLToPath(new URL('../../server-stub/pass.ts', import.meta.url));
const USER = 'amal@northwind.example';
let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PASS, ...args], { env: { ...process.env, TZ: 'Europe/Berlin' } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const reach = () => ['--directory', lab.directory.url, '--ca', lab.directory.caFile];
const order = (user: string, ...more: string[]) =>
  run(...reach(), '--admin', lab.directory.adminFile, '--user', user, ...more);
const file = (name: string, text: string) => {
  const path = join(lab.dataDir, name);
  writeFileSync(path, text);
  return path;
};

test('prints a pass that works, and what it is good for', async () => {
  const { code, out, err } = await order(USER);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain(`for ${USER}`);
  expect(out).toMatch(/good from {3}now/);
  expect(out).toMatch(/good until .*\(60 minutes\)/);
  expect(out).toContain('once');
  const pass = out.trim().split('\n', 1)[0]!;
  const laptop = await Laptop.make(lab);
  expect((await laptop.signInWithPass(USER, pass)).status).toBe(200);
});

test('--json prints one line', async () => {
  const { code, out } = await order(USER, '--json', '--multi-use', '--lifetime', '90');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    event: 'pass_issued',
    user: USER,
    lifetimeInMinutes: 90,
    isUsableOnce: false,
  });
  expect(out.trim().split('\n')).toHaveLength(1);
});

test('--start without a zone is this machine’s time', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const { out } = await order(USER, '--json', '--start', `${tomorrow}T08:00`);
  const { startDateTime, endDateTime } = JSON.parse(out);
  expect(Date.parse(startDateTime)).toBe(Date.parse(`${tomorrow}T08:00+01:00`));
  expect(Date.parse(endDateTime) - Date.parse(startDateTime)).toBe(60 * 60_000);
});

test.each([
  ['an unknown user', ['nobody@northwind.example'], /knows nobody called nobody@northwind\.example/],
  ['a user out of scope', ['finn@northwind.example'], /outside the pass policy/],
  ['an external guest', ['hal_fabrikam.example#EXT#@northwind.example'], /guest of another organisation/],
  [
    'too short a lifetime',
    [USER, '--lifetime', '9'],
    /9 minutes are not allowed. The policy allows 10 to 480 minutes/,
  ],
  ['too long a lifetime', [USER, '--lifetime', '481'], /The policy allows 10 to 480 minutes/],
  ['a start in the past', [USER, '--start', '2020-01-01T00:00Z'], /startDateTime lies in the past/],
])('%s is refused with a sentence', async (_name, [user, ...more], sentence) => {
  const { code, out, err } = await order(user!, ...more);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(sentence);
  expect(err).toMatch(/\(LK-\d{4}\)/);
});

test('a policy of one-time passes refuses --multi-use', async () => {
  const headers = await lab.adminHeaders();
  const url =
    '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
  const type = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
  const set = (isUsableOnce: boolean) =>
    lab.call(url, { method: 'PATCH', headers, body: { '@odata.type': type, isUsableOnce } });
  await set(true);
  const { code, err } = await order(USER, '--multi-use');
  await set(false);
  expect(code).toBe(1);
  expect(err).toMatch(/one-time passes only/);
});

test('a directory that does not answer', async () => {
  const admin = ['--admin', lab.directory.adminFile, '--user', USER];
  const { code, err } = await run(
    '--directory',
    'https://localhost:1',
    '--ca',
    lab.directory.caFile,
    ...admin,
  );
  expect([code, err]).toEqual([1, expect.stringMatching(/Nothing answers at https:\/\/localhost:1/)]);
});

test('a name that does not exist', async () => {
  const admin = ['--admin', lab.directory.adminFile, '--user', USER];
  const { code, err } = await run('--directory', 'https://nowhere.invalid', ...admin);
  expect(code).toBe(1);
  expect(err).toMatch(/cannot be found/);
});

test('the CA of another directory, and none at all', async () => {
  const other = await ensureServerCertificate({
    dataDir: join(lab.dataDir, 'other'),
    names: [],
    now: Date.now(),
  });
  const rest = ['--directory', lab.directory.url, '--admin', lab.directory.adminFile, '--user', USER];
  const wrong = await run(...rest, '--ca', other.caFile);
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringMatching(/not trusted by --ca/)]);
  const none = await run(...rest);
  expect([none.code, none.err]).toEqual([1, expect.stringMatching(/--ca is missing/)]);
});

test('the admin file of another directory', async () => {
  const text = JSON.stringify({ clientId: 'latchkey-admin', clientSecret: 'x'.repeat(43) });
  const { code, err } = await run(...reach(), '--user', USER, '--admin', file('other.json', text));
  expect([code, err]).toEqual([1, expect.stringMatching(/own admin file/)]);
  expect(err).not.toContain('xxxx');
});

test.each([
  ['not there', () => join(lab.dataDir, 'absent.json'), /cannot be read \(ENOENT\)/],
  ['not JSON', () => file('broken.json', '{'), /is not an admin file/],
  ['something else', () => file('else.json', '{"a":1}'), /is not an admin file/],
])('an admin file that is %s', async (_name, path, sentence) => {
  const { code, err } = await run(...reach(), '--user', USER, '--admin', path());
  expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
});

test('a CA file without a certificate', async () => {
  const ca = join(lab.dataDir, 'not-a-ca.pem');
  copyFileSync(lab.directory.adminFile, ca);
  const rest = ['--directory', lab.directory.url, '--admin', lab.directory.adminFile, '--user', USER];
  const { code, err } = await run(...rest, '--ca', ca);
  expect([code, err]).toEqual([2, expect.stringMatching(/holds no certificate/)]);
});

test('something that is not a directory', async () => {
  const { key, cert, caFile } = await ensureServerCertificate({
    dataDir: join(lab.dataDir, 'web'),
    names: [],
    now: Date.now(),
  });
  const server: Server = createServer({ key, cert }, (_request, response) => response.end('<h1>Hello</h1>'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const admin = ['--admin', lab.directory.adminFile, '--user', USER];
  const { code, err } = await run('--directory', url, '--ca', caFile, ...admin);
  server.close();
  expect([code, err]).toEqual([1, expect.stringMatching(/not a Latchkey directory/)]);
});

test('used wrongly: the sentence, then the usage', async () => {
  const { code, err } = await run('--directory', 'https://localhost', '--admin', 'a');
  expect([code, err]).toEqual([2, expect.stringMatching(/^--user is missing/)]);
  expect(err).toContain('npm run pass --');
});

test('failures as JSON', async () => {
  const { code, out, err } = await order('nobody@northwind.example', '--json');
  expect([code, err]).toEqual([1, '']);
  expect(JSON.parse(out)).toMatchObject({ event: 'failed', code: 'not_found', helpCode: 'LK-8010' });
});
