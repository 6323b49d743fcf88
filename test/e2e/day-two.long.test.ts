import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import got from 'got';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Place } from '../faults/place.ts';
import { type Administrator, helloMethods } from './administrator.ts';
import { Laptop, PIN } from './laptop.ts';
import { latchkey } from './latchkey.ts';

/* Day two in the terminal, as real processes on a laptop that was set up by a real run. */

// Each test is several processes, one after the other.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const AMAL = 'amal@northwind.example';
const NEW_PIN = '704416';

let place: Place;
let administrator: Administrator;
let laptop: Laptop;

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
});
afterAll(() => place.close());

/** One laptop for the tests of a group, in their order: what changes it for good comes last. */
async function setUpLaptop(): Promise<void> {
  laptop = await Laptop.unbox();
  const { pass } = await administrator.issue(AMAL);
  expect(await laptop.run({ ...place.at, pass })).toMatchObject({ code: 0 });
}

/** With the PIN over standard input; a file holds another one. */
const withPin = (words: string, args: readonly string[] = [], pin = PIN) =>
  latchkey([...words.split(' '), '--state', laptop.state, '--pin-file', '-', ...args], { input: `${pin}\n` });
const slugOf = (errors: string) => JSON.parse(errors).code;

describe('signin', () => {
  beforeAll(setUpLaptop);
  afterAll(() => laptop.discard());

  test('prints the token and nothing else, from what the run has kept', async () => {
    const said = await withPin('signin');
    expect(said, said.errors).toMatchObject({ code: 0, errors: '' });
    expect(said.out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(decodeJwt(said.out.trim())).toMatchObject({
      preferred_username: AMAL,
      amr: ['swk', 'user', 'mfa'],
    });
  });

  test('--headers gives what one call needs; the token alone opens nothing', async () => {
    const { directory, caFile } = place.at;
    const url = `${directory}/v1.0/me/authentication/windowsHelloForBusinessMethods`;
    const said = await withPin('signin', ['--headers', `GET ${url}`]);
    const headers = Object.fromEntries(
      said.out
        .trim()
        .split('\n')
        .map((line) => line.split(/: (.*)/)),
    );
    const https = { certificateAuthority: await readFile(caFile, 'utf8') };
    const answer = await got(url, { headers, https, throwHttpErrors: false });
    expect(answer.statusCode).toBe(200);
    const bare = { authorization: headers.Authorization.replace('DPoP', 'Bearer') };
    expect((await got(url, { headers: bare, https, throwHttpErrors: false })).statusCode).toBe(401);
  });

  test('nobody to ask, somebody else’s name, no run here, wrong arguments: each says so', async () => {
    const base = ['signin', '--state', laptop.state, '--json'];
    expect(slugOf((await latchkey(base)).errors)).toBe('input_missing');
    expect(slugOf((await withPin('signin', ['--json', '--user', 'ben@northwind.example'])).errors)).toBe(
      'credential_missing',
    );
    const nowhere = join(laptop.folder, 'nowhere');
    expect(slugOf((await latchkey(['signin', '--state', nowhere, '--json'])).errors)).toBe(
      'credential_missing',
    );
    await expect(readFile(nowhere)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await withPin('signin', ['--headers', 'nonsense'])).code).toBe(2);
    expect((await latchkey(['no-such-thing'])).code).toBe(2);
  });

  test('settings that are damaged can be said on the command line', async () => {
    const settings = join(laptop.state, 'settings.json');
    const whole = await readFile(settings);
    await writeFile(settings, '{');
    const { directory, caFile } = place.at;
    const said = await withPin('signin', ['--json']);
    expect(slugOf(said.errors)).toBe('input_missing');
    const told = await withPin('signin', ['--directory', directory, '--ca', caFile, '--rp-id', 'localhost']);
    expect(told, told.errors).toMatchObject({ code: 0 });
    await writeFile(settings, whole);
  });

  test('a wrong PIN is counted across processes, and the n-th locks with the time to wait', async () => {
    const wrong = () => withPin('signin', ['--json'], '111222');
    const slugs: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const said = await wrong();
      expect(said).toMatchObject({ code: 1, out: '' });
      slugs.push(slugOf(said.errors));
    }
    expect(slugs).toEqual(['pin_wrong', 'pin_wrong', 'pin_wrong', 'pin_wrong', 'pin_locked']);
    const right = await withPin('signin', ['--json']);
    expect(JSON.parse(right.errors)).toMatchObject({ code: 'pin_locked', helpCode: 'LK-4207' });
    expect(JSON.parse(right.errors).retryAfter).toBeGreaterThan(30);
  });
});

describe('credential', () => {
  beforeAll(setUpLaptop);
  afterAll(() => laptop.discard());

  test('list needs no PIN; list --all marks the one of this laptop; test signs in', async () => {
    const own = await latchkey(['credential', 'list', '--state', laptop.state, '--json']);
    const [key] = JSON.parse(own.out);
    expect(key).toMatchObject({ authenticator: 'software', userPrincipalName: AMAL });
    const all = await withPin('credential list', ['--all', '--json']);
    const here = JSON.parse(all.out).filter((method: { here: boolean }) => method.here);
    expect(here).toEqual([
      expect.objectContaining({
        methodId: key.methodId,
        assurance: 'self',
        model: 'Latchkey software key',
        state: 'active',
      }),
    ]);
    expect(await withPin('credential test')).toMatchObject({
      code: 0,
      out: `The software key of ${AMAL} works.\n`,
    });
  });

  test('remove takes it out of the directory and off the laptop; a new pass then sets up a new one', async () => {
    const before = await helloMethods(administrator, AMAL);
    const removed = await withPin('credential remove');
    expect(removed, removed.errors).toMatchObject({ code: 0 });
    expect(await helloMethods(administrator, AMAL)).toHaveLength(before.length - 1);
    const again = await withPin('signin', ['--json']);
    expect(slugOf(again.errors)).toBe('credential_missing');
    const devices = (await administrator.devices()).length;
    const { pass } = await administrator.issue(AMAL);
    expect(await laptop.run({ ...place.at, pass })).toMatchObject({
      code: 0,
      last: { event: 'provisioned' },
    });
    expect(await helloMethods(administrator, AMAL)).toHaveLength(before.length);
    expect(await administrator.devices()).toHaveLength(devices);
  });
});

describe('the PIN', () => {
  beforeAll(setUpLaptop);
  afterAll(() => laptop.discard());

  const change = async (oldPin: string, newPin: string) => {
    const file = join(laptop.folder, 'new-pin');
    await writeFile(file, newPin, { mode: 0o600 });
    return withPin('pin change', ['--new-pin-file', file, '--json'], oldPin);
  };

  test('does not change with a wrong old one, to a weak one, or to itself', async () => {
    expect(slugOf((await change('111222', NEW_PIN)).errors)).toBe('pin_wrong');
    expect(slugOf((await change(PIN, '123456')).errors)).toBe('pin_too_weak');
    expect(slugOf((await change(PIN, PIN)).errors)).toBe('pin_unchanged');
    expect(await withPin('credential test')).toMatchObject({ code: 0 });
  });

  test('forgotten, and the new pass is wrong: the old key works as before', async () => {
    const failed = await laptop.run({ ...place.at, pass: 'abcdefgh', args: ['--again'] });
    expect(failed).toMatchObject({ code: 1, last: { code: 'pass_wrong' } });
    expect(await withPin('credential test')).toMatchObject({ code: 0 });
  });

  test('forgotten: a new pass gives a new key on the same device, and the old one is retired', async () => {
    const before = await helloMethods(administrator, AMAL);
    const devices = (await administrator.devices()).length;
    const { pass } = await administrator.issue(AMAL);
    const [old] = JSON.parse((await latchkey(['credential', 'list', '--state', laptop.state, '--json'])).out);
    const renewed = await laptop.run({ ...place.at, pass, args: ['--again'] });
    expect(renewed, renewed.errors).toMatchObject({ code: 0, last: { event: 'provisioned' } });
    const after = await helloMethods(administrator, AMAL);
    expect(after).toHaveLength(before.length);
    expect(after.map((method) => method.id)).not.toContain(old.methodId);
    expect(await administrator.devices()).toHaveLength(devices);
    expect(await withPin('credential test')).toMatchObject({ code: 0 });
  });

  test('changes with the old one; then the new one opens and the old one does not', async () => {
    expect(await change(PIN, NEW_PIN)).toMatchObject({ code: 0, out: '{"changed":true}\n' });
    expect(await withPin('credential test', [], NEW_PIN)).toMatchObject({ code: 0 });
    expect(slugOf((await withPin('credential test', ['--json'])).errors)).toBe('pin_wrong');
  });
});

test('a staged laptop: the PIN of IT signs in nowhere until the person has chosen their own', async () => {
  const staged = await Laptop.unbox();
  const { pass } = await administrator.issue(AMAL);
  expect(await staged.run({ ...place.at, pass, args: ['--staged'] })).toMatchObject({ code: 0 });
  const args = ['--state', staged.state, '--pin-file', '-', '--json'];
  for (const words of [['signin'], ['credential', 'test'], ['credential', 'remove']]) {
    const said = await latchkey([...words, ...args], { input: PIN });
    expect([said.out, slugOf(said.errors)]).toEqual(['', 'pin_must_change']);
  }
  const own = join(staged.folder, 'own-pin');
  await writeFile(own, NEW_PIN, { mode: 0o600 });
  expect(await latchkey(['pin', 'change', ...args, '--new-pin-file', own], { input: PIN })).toMatchObject({
    code: 0,
  });
  expect(await latchkey(['credential', 'test', ...args], { input: NEW_PIN })).toMatchObject({ code: 0 });
  await staged.discard();
});

test('doctor tells what is here and what was not checked, with nothing secret in it', async () => {
  await setUpLaptop();
  const said = await latchkey(['doctor', '--state', laptop.state, '--json'], {
    env: { LATCHKEY_TCTI: 'none' },
  });
  const report = JSON.parse(said.out);
  expect(said.code).toBe(0);
  expect(report).toMatchObject({
    vault: { kind: 'file', chosen: true },
    credential: { authenticator: 'software', userPrincipalName: AMAL },
  });
  expect(report.authenticators.map((one: { name: string; state: string }) => [one.name, one.state])).toEqual([
    ['platform', 'not checked'],
    ['tpm', 'unavailable'],
    ['software', 'available'],
  ]);
  expect(report.notChecked.length).toBeGreaterThan(2);
  const people = await latchkey(['doctor', '--state', laptop.state]);
  expect(people.out).toContain('Who can read all of the disk and the vault can try PINs elsewhere');
  await laptop.discard();
});
