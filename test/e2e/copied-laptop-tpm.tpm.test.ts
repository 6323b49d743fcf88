import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestTpm } from '../electron/credential/tpm/setup.ts';
import { Place } from '../faults/place.ts';
import type { Administrator } from './administrator.ts';
import { Laptop, PIN } from './laptop.ts';
import { latchkey } from './latchkey.ts';

/*
 * docs/credential.md, "everything readable of a device is copied": where there is a TPM, the copy opens on no machine with another one,
 * whichever key it holds. The plain file: copied-laptop.e2e.test.ts. The keychain: test/faults/locked-vault.keychain.test.ts.
 */

const AMAL = 'amal@northwind.example';
let place: Place;
let administrator: Administrator;

beforeAll(async () => {
  place = await Place.open();
  administrator = await place.administrator();
});
afterAll(() => place.close());

test.each([
  ['a software key in a file that the TPM seals', 'software'],
  ['a TPM key', 'tpm'],
])(
  '%s: a copy refuses with another TPM and without one, and the original works',
  async (_, authenticator) => {
    const tpm = await TestTpm.start();
    const laptop = await Laptop.unbox();
    const { pass } = await administrator.issue(AMAL);
    const env = { LATCHKEY_TCTI: tpm.tcti };
    const args = ['--authenticator', authenticator];
    const outcome = await laptop.run({ ...place.at, pass, args, env });
    expect(outcome, outcome.errors).toMatchObject({ code: 0 });
    const copy = join(laptop.folder, 'copy');
    cpSync(laptop.state, copy, { recursive: true });

    const signIn = async (state: string, tcti: string) => {
      const given = ['credential', 'test', '--state', state, '--pin-file', '-', '--json'];
      const { code, errors } = await latchkey(given, { input: PIN, env: { LATCHKEY_TCTI: tcti } });
      return code === 0 ? 'works' : JSON.parse(errors).code;
    };
    expect(await signIn(copy, (await TestTpm.start()).tcti)).toBe('device_key_lost');
    expect(await signIn(copy, `swtpm:path=${laptop.folder}/none`)).toBe('vault_chip_unavailable');
    expect(await signIn(laptop.state, tpm.tcti)).toBe('works');
    const doctor = await latchkey(['doctor', '--state', laptop.state], { env });
    expect(doctor.out).toContain('the TPM of this laptop seals them');
    await laptop.discard();
  },
  90_000,
);
