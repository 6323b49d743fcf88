import { cpSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { TestTpm } from '../electron/credential/tpm/setup.ts';
import { Place } from '../faults/place.ts';
import { type Administrator, helloMethods } from './administrator.ts';
import { Laptop, PIN } from './laptop.ts';
import { latchkey } from './latchkey.ts';

/* Day two of a laptop whose key is in a TPM. */

// Each test is several processes, one after the other.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const AMAL = 'amal@northwind.example';
const AUTO = ['--authenticator', 'auto'];

let place: Place;
let administrator: Administrator;

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
});
afterAll(() => place.close());

async function setUp() {
  const tpm = await TestTpm.start();
  const laptop = await Laptop.unbox();
  const env = { LATCHKEY_TCTI: tpm.tcti };
  const { pass } = await administrator.issue(AMAL);
  const run = await laptop.run({ ...place.at, pass, args: AUTO, env });
  expect(run, run.errors).toMatchObject({ code: 0, last: { authenticator: 'tpm' } });
  const command = (
    words: string,
    more: { args?: string[]; pin?: string; state?: string; env?: object } = {},
  ) =>
    latchkey(
      [
        ...words.split(' '),
        '--state',
        more.state ?? laptop.state,
        '--pin-file',
        '-',
        '--json',
        ...(more.args ?? []),
      ],
      { input: more.pin ?? PIN, env: { ...env, ...more.env } },
    );
  return { laptop, env, command };
}

test('signs in, changes its PIN, and is refused on another TPM with everything copied', async () => {
  const { laptop, command } = await setUp();
  const signedIn = await command('credential test');
  expect(JSON.parse(signedIn.out)).toMatchObject({ works: true, amr: ['hwk', 'user', 'mfa'] });
  const newPin = join(laptop.folder, 'new-pin');
  await writeFile(newPin, '704416', { mode: 0o600 });
  expect(await command('pin change', { args: ['--new-pin-file', newPin] })).toMatchObject({ code: 0 });
  expect(JSON.parse((await command('credential test')).errors)).toMatchObject({ code: 'pin_wrong' });
  expect(await command('credential test', { pin: '704416' })).toMatchObject({ code: 0 });

  const copy = join(laptop.folder, 'copy');
  cpSync(laptop.state, copy, { recursive: true });
  const another = await TestTpm.start();
  const stolen = await command('signin', {
    state: copy,
    pin: '704416',
    env: { LATCHKEY_TCTI: another.tcti },
  });
  expect(stolen.out).toBe('');
  expect(JSON.parse(stolen.errors)).toMatchObject({ code: 'device_key_lost' });
  await laptop.discard();
});

test('begins again: without its TPM not at all, and with it the old key is gone everywhere', async () => {
  const { laptop, env, command } = await setUp();
  const before = await helloMethods(administrator, AMAL);
  const { pass } = await administrator.issue(AMAL);
  const again = [...AUTO, '--again'];
  const weaker = await laptop.run({
    ...place.at,
    pass,
    args: again,
    env: { LATCHKEY_TCTI: 'swtpm:path=/nowhere' },
  });
  expect(weaker).toMatchObject({ code: 1, last: { code: 'vault_chip_unavailable' } });
  expect(await command('credential test')).toMatchObject({ code: 0 });

  // The same pass: nothing of it was spent.
  const renewed = await laptop.run({ ...place.at, pass, args: again, env });
  expect(renewed, renewed.errors).toMatchObject({ code: 0, last: { authenticator: 'tpm' } });
  const after = await helloMethods(administrator, AMAL);
  expect(after).toHaveLength(before.length);
  expect(after.map(({ id }) => id)).not.toEqual(before.map(({ id }) => id));
  expect(await readdir(join(laptop.state, 'credential-tpm'))).toHaveLength(2);
  expect(await command('credential test')).toMatchObject({ code: 0 });
  await laptop.discard();
});

test('doctor reads the guard level', async () => {
  const { tcti } = await TestTpm.start();
  const said = await latchkey(['doctor', '--state', '/nowhere', '--json'], { env: { LATCHKEY_TCTI: tcti } });
  expect(JSON.parse(said.out).authenticators[1]).toMatchObject({
    name: 'tpm',
    state: 'available',
    guard: 'root can reset',
    lockedOut: false,
  });
});
