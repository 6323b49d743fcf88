import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTpmSeal } from '../../../../electron/credential/tpm/machine-seal.ts';
import { COMMAND } from '../../../../electron/credential/tpm/wire/constants.ts';
import { openVault } from '../../../../electron/vault/open-vault.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, PIN, requestOptions, WRONG_PIN } from '../software/setup.ts';
import { BusProxy, codeOf } from './proxy.ts';
import { refusalOf, TestTpm, tpmIn } from './setup.ts';

const SECRET = randomBytes(32);

const sealOf = ({ tcti }: Pick<TestTpm, 'tcti'>) => createTpmSeal({ tcti });

/** The record with some bytes of one field changed. */
function changed(sealed: Uint8Array, field: string, at: number): Buffer {
  const record = JSON.parse(Buffer.from(sealed).toString());
  const bytes = Buffer.from(record[field], 'base64url');
  bytes[at]! ^= 1;
  return Buffer.from(JSON.stringify({ ...record, [field]: bytes.toString('base64url') }));
}

describe('a secret sealed by the TPM', () => {
  it('opens after a restart and with other PCRs, and leaves nothing in the TPM', async () => {
    const tpm = await TestTpm.start();
    const seal = sealOf(tpm);
    const sealed = await seal.seal(SECRET);
    expect(Buffer.from(sealed).includes(SECRET)).toBe(false);
    await tpm.tool('tpm2_pcrextend', `7:sha256=${'ab'.repeat(32)}`);
    expect(Buffer.from(await seal.open(sealed))).toEqual(SECRET);
    await tpm.restart();
    expect(Buffer.from(await sealOf(tpm).open(sealed))).toEqual(SECRET);
    expect(await tpm.leftovers()).toEqual([]);
  });

  it('opens while the TPM is locked out: wrong PINs of others do not shut the vault', async () => {
    const tpm = await TestTpm.start();
    const sealed = await sealOf(tpm).seal(SECRET);
    await tpm.tool('tpm2_dictionarylockout', '-s', '-n', '1', '-t', '1000', '-l', '1000');
    const stateDir = temporaryFolder();
    const { id } = await tpmIn(stateDir, tpm).create(creationOptions(), PIN);
    await refusalOf(tpmIn(stateDir, tpm).assert(requestOptions(), id, WRONG_PIN));
    expect(await tpm.tool('tpm2_getcap', 'properties-variable')).toMatch(/inLockout:\s+1/);
    expect(Buffer.from(await sealOf(tpm).open(sealed))).toEqual(SECRET);
  });

  it('opens on no other TPM, and not on this one once it was cleared', async () => {
    const tpm = await TestTpm.start();
    const sealed = await sealOf(tpm).seal(SECRET);
    const foreign = { slug: 'device_key_lost', details: { detail: expect.stringMatching(/another TPM/) } };
    expect(await refusalOf(sealOf(await TestTpm.start()).open(sealed))).toMatchObject(foreign);
    await tpm.tool('tpm2_clear', '-c', 'p');
    expect(await refusalOf(sealOf(tpm).open(sealed))).toMatchObject(foreign);
  });

  it('is lost, by name, when any part of it was changed', async () => {
    const tpm = await TestTpm.start();
    const seal = sealOf(tpm);
    const sealed = await seal.seal(SECRET);
    for (const [field, at] of [
      ['primaryName', 5],
      ['privatePart', 40],
      ['publicArea', 5],
      ['publicArea', 30],
    ] as const) {
      const refusal = await refusalOf(seal.open(changed(sealed, field, at)));
      expect(refusal.slug, field).toBe('device_key_lost');
    }
    for (const text of ['', '{', '{}']) {
      expect((await refusalOf(seal.open(Buffer.from(text)))).slug).toBe('device_key_lost');
    }
  });

  it('is on the bus neither way', async () => {
    const proxy = await BusProxy.before(await TestTpm.start());
    const seal = sealOf(proxy);
    expect(Buffer.from(await seal.open(await seal.seal(SECRET)))).toEqual(SECRET);
    const traffic = Buffer.concat(
      proxy.exchanges.flatMap(({ command, answer }) => [command, answer ?? Buffer.alloc(0)]),
    );
    expect(traffic.length).toBeGreaterThan(1000);
    for (let at = 0; at < SECRET.length; at += 8)
      expect(traffic.includes(SECRET.subarray(at, at + 8))).toBe(false);
  });
});

describe('a vault whose file the TPM seals', () => {
  const at = (stateDir: string, tpm: Pick<TestTpm, 'tcti'>) =>
    openVault({ stateDir, environment: { LATCHKEY_VAULT: 'file' }, seal: sealOf(tpm) });

  it.each([
    [
      'sealing',
      [COMMAND.createPrimary, COMMAND.startAuthSession, COMMAND.create, COMMAND.load, COMMAND.unseal],
    ],
  ])('says that the chip is gone at any command of %s, and goes on when it is back', async (_, codes) => {
    const proxy = await BusProxy.before(await TestTpm.start());
    for (const code of codes) {
      const stateDir = temporaryFolder();
      proxy.heed(() => 'pass');
      const vault = await at(stateDir, proxy);
      proxy.heed((command) => (codeOf(command) === code ? 'cut' : 'pass'));
      expect((await refusalOf(vault.set('device-key', SECRET))).slug).toBe('vault_chip_unavailable');
      expect(existsSync(join(stateDir, 'vault')) ? readdirSync(join(stateDir, 'vault')) : []).toEqual([]);
      proxy.heed(() => 'pass');
      await vault.set('device-key', SECRET);
      proxy.heed((command) => (codeOf(command) === code ? 'cut' : 'pass'));
      const again = await at(stateDir, proxy);
      if (code !== COMMAND.create) {
        expect((await refusalOf(again.get('device-key'))).slug).toBe('vault_chip_unavailable');
      }
      proxy.heed(() => 'pass');
      expect(Buffer.from((await again.get('device-key'))!)).toEqual(SECRET);
    }
  });
});
