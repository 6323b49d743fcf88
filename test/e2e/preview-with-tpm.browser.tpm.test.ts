import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestTpm } from '../electron/credential/tpm/setup.ts';
import { Place } from '../faults/place.ts';
import { helloMethods } from './administrator.ts';
import { Kiosk } from './kiosk.ts';
import * as walk from './walk.ts';

/* The preview host on a laptop with a TPM: the same screens, and the key is in the TPM. */

const AMAL = 'amal@northwind.example';

let place: Place;

beforeAll(async () => {
  place = await Place.open();
});

afterAll(() => place.close());

test('a whole run on the preview host, with the PIN guarded by the TPM', async () => {
  const tpm = await TestTpm.start();
  const administrator = await place.administrator();
  const { pass } = await administrator.issue(AMAL);
  const kiosk = await Kiosk.open({ ...place.at, authenticator: 'none', env: { LATCHKEY_TCTI: tpm.tcti } });
  const { screen } = kiosk;
  await walk.welcome(screen);
  await walk.account(screen, AMAL);
  await walk.pass(screen, pass);
  await walk.choose(screen, /security chip/);
  await walk.newPin(screen);
  await walk.tryPin(screen);
  await walk.done(screen, 'Amal');
  expect(await readdir(join(kiosk.folder, 'state', 'credential-tpm'))).not.toEqual([]);
  expect(await helloMethods(administrator, AMAL)).toHaveLength(1);
  await kiosk.discard();
}, 120_000);
