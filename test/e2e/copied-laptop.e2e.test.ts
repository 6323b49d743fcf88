import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Place } from '../faults/place.ts';
import type { Administrator } from './administrator.ts';
import { Laptop, PIN } from './laptop.ts';
import { latchkey } from './latchkey.ts';

/*
 * What docs/credential.md says of the sealed file: a copy of everything readable opens on a machine with the same machine-id.
 * (The keychain refuses: test/faults/locked-vault.keychain.test.ts. Another machine-id: test/electron/vault.)
 */

const AMAL = 'amal@northwind.example';
let place: Place;
let administrator: Administrator;

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
});
afterAll(() => place.close());

test('file tier: a copy of the state folder signs in, and the directory notices when the original does again', async () => {
  const laptop = await Laptop.unbox();
  const { pass } = await administrator.issue(AMAL);
  expect(await laptop.run({ ...place.at, pass })).toMatchObject({ code: 0 });
  const copy = join(laptop.folder, 'copy');
  cpSync(laptop.state, copy, { recursive: true });
  const signIn = (state: string) =>
    latchkey(['credential', 'test', '--state', state, '--pin-file', '-', '--json'], { input: PIN });
  expect(await signIn(copy)).toMatchObject({ code: 0 });
  const original = await signIn(laptop.state);
  expect(JSON.parse(original.errors)).toMatchObject({ code: 'credential_invalid', helpCode: 'LK-2420' });
  await laptop.discard();
}, 90_000);
