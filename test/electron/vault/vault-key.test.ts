import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { MachineSeal } from '../../../electron/vault/machine-seal.ts';
import { openVault, type VaultOptions } from '../../../electron/vault/open-vault.ts';
import { createPlainKey, sealPlainKey } from '../../../electron/vault/vault-key.ts';
import { temporaryFolder } from './temporary-folder.ts';

/*
 * When the key of the file is sealed, and what is on the disk in between. The chip is played here, so that it can be taken away at any
 * point; a real TPM: open-vault.tpm.test.ts.
 */

const VALUE = Buffer.from('value');

/** A chip that knows what it sealed and nothing else, and can be switched off. */
class Chip implements MachineSeal {
  present = true;
  /** Calls that are still answered. */
  left = Number.POSITIVE_INFINITY;
  readonly #key = randomBytes(32);

  available = async () => this.present;

  async seal(secret: Uint8Array): Promise<Uint8Array> {
    this.#work();
    return Buffer.concat([this.#key, secret].map((part) => Buffer.from(part)));
  }

  async open(sealed: Uint8Array): Promise<Uint8Array> {
    this.#work();
    if (!this.#key.equals(sealed.subarray(0, 32)))
      throw new Refusal('device_key_lost', { detail: 'foreign' });
    return sealed.subarray(32);
  }

  #work(): void {
    this.left -= 1;
    if (!this.present || this.left < 0) throw new Refusal('vault_chip_unavailable');
  }
}

const open = (stateDir: string, seal?: MachineSeal, changed: Partial<VaultOptions> = {}) =>
  openVault({
    stateDir,
    environment: { LATCHKEY_VAULT: 'file' },
    machineId: async () => 'm1',
    ...(seal && { seal }),
    ...changed,
  });

const choiceOf = (stateDir: string) => JSON.parse(readFileSync(join(stateDir, 'vault.json'), 'utf8'));
const filesOf = (stateDir: string) => readdirSync(join(stateDir, 'vault')).toSorted();
const read = async (stateDir: string, seal?: MachineSeal) =>
  Buffer.from((await (await open(stateDir, seal)).get('device-key'))!);

describe('the key of the file vault', () => {
  it('is sealed from the first day where there is a chip, and never lies there in the clear', async () => {
    const stateDir = temporaryFolder();
    const chip = new Chip();
    await (await open(stateDir, chip)).set('device-key', VALUE);
    expect(filesOf(stateDir)).toEqual(['device-key.sealed', 'key.sealed-by-tpm']);
    expect(choiceOf(stateDir)).toMatchObject({ kind: 'file', sealedBy: 'tpm' });
    expect(await read(stateDir, chip)).toEqual(VALUE);
  });

  it('is vault_chip_unavailable while the chip is away, keeps everything, and opens when it is back', async () => {
    const stateDir = temporaryFolder();
    const chip = new Chip();
    await (await open(stateDir, chip)).set('device-key', VALUE);
    chip.present = false;
    await expect(read(stateDir, chip)).rejects.toMatchObject({ slug: 'vault_chip_unavailable' });
    const vault = await open(stateDir, chip);
    await expect(vault.set('other', VALUE)).rejects.toMatchObject({ slug: 'vault_chip_unavailable' });
    await expect(open(stateDir)).rejects.toMatchObject({ slug: 'vault_chip_unavailable' });
    expect(filesOf(stateDir)).toEqual(['device-key.sealed', 'key.sealed-by-tpm']);
    chip.present = true;
    expect(await read(stateDir, chip)).toEqual(VALUE);
  });

  it('stays open for a run whose chip disappears in the middle', async () => {
    const chip = new Chip();
    const vault = await open(temporaryFolder(), chip);
    await vault.set('device-key', VALUE);
    chip.present = false;
    await vault.set('other', VALUE);
    expect(Buffer.from((await vault.get('other'))!)).toEqual(VALUE);
  });

  it('is what was lost, in the words of the caller, where another chip answers', async () => {
    const stateDir = temporaryFolder();
    await (await open(stateDir, new Chip())).set('device-key', VALUE);
    const elsewhere = await open(stateDir, new Chip());
    await expect(elsewhere.get('device-key')).rejects.toMatchObject({ slug: 'device_key_lost' });
    await expect(elsewhere.get('device-key', 'credential_damaged')).rejects.toMatchObject({
      slug: 'credential_damaged',
    });
    await expect(elsewhere.set('other', VALUE)).rejects.toMatchObject({ slug: 'device_key_lost' });
  });

  it('is lost when its file is gone: no new one takes its place for what it sealed', async () => {
    const stateDir = temporaryFolder();
    const chip = new Chip();
    await (await open(stateDir, chip)).set('device-key', VALUE);
    rmSync(join(stateDir, 'vault', 'key.sealed-by-tpm'));
    await expect(read(stateDir, chip)).rejects.toMatchObject({ slug: 'device_key_lost' });
  });
});

describe('a file vault from before there was a chip', () => {
  async function plain(): Promise<string> {
    const stateDir = temporaryFolder();
    await (await open(stateDir)).set('device-key', VALUE);
    expect(filesOf(stateDir)).toEqual(['device-key.sealed', 'key']);
    return stateDir;
  }

  it('is sealed at the next start, keeps what is in it, and the plain key is gone', async () => {
    const stateDir = await plain();
    const chip = new Chip();
    expect(await read(stateDir, chip)).toEqual(VALUE);
    expect(filesOf(stateDir)).toEqual(['device-key.sealed', 'key.sealed-by-tpm']);
    expect(await read(stateDir, chip)).toEqual(VALUE);
  });

  it('stays as it is where the chip fails while it seals, and is sealed at the next start', async () => {
    for (const answered of [0, 1]) {
      const stateDir = await plain();
      const chip = new Chip();
      chip.left = answered;
      await expect(open(stateDir, chip)).rejects.toMatchObject({ slug: 'vault_chip_unavailable' });
      expect(filesOf(stateDir)).toEqual(['device-key.sealed', 'key']);
      expect(await read(stateDir)).toEqual(VALUE);
      chip.left = 100;
      expect(await read(stateDir, chip)).toEqual(VALUE);
    }
  });

  it('opens after a kill at each of its three steps', async () => {
    const chip = new Chip();
    const sealedOnly = await plain();
    await sealPlainKey(join(sealedOnly, 'vault'), chip);
    expect(await read(sealedOnly)).toEqual(VALUE);
    expect(await read(sealedOnly, chip)).toEqual(VALUE);

    const chosen = await plain();
    await sealPlainKey(join(chosen, 'vault'), chip);
    writeFileSync(join(chosen, 'vault.json'), JSON.stringify({ ...choiceOf(chosen), sealedBy: 'tpm' }));
    expect(await read(chosen, chip)).toEqual(VALUE);
    expect(existsSync(join(chosen, 'vault', 'key'))).toBe(false);
  });

  it('is refused, and left alone, when its key is damaged', async () => {
    const stateDir = await plain();
    writeFileSync(join(stateDir, 'vault', 'key'), 'short');
    await expect(open(stateDir, new Chip())).rejects.toMatchObject({ slug: 'device_key_lost' });
    expect(readFileSync(join(stateDir, 'vault', 'key'), 'utf8')).toBe('short');
  });

  it('a plain key that somebody puts beside a sealed one opens nothing', async () => {
    const stateDir = temporaryFolder();
    const chip = new Chip();
    await (await open(stateDir, chip)).set('device-key', VALUE);
    await createPlainKey(join(stateDir, 'vault')).take();
    expect(await read(stateDir, chip)).toEqual(VALUE);
    expect(filesOf(stateDir)).toEqual(['device-key.sealed', 'key.sealed-by-tpm']);
  });
});

describe('LATCHKEY_VAULT=tpm', () => {
  const pinned = { environment: { LATCHKEY_VAULT: 'tpm' } };

  it('refuses where there is no TPM, and keeps no choice', async () => {
    const stateDir = temporaryFolder();
    const chip = new Chip();
    chip.present = false;
    await expect(open(stateDir, chip, pinned)).rejects.toMatchObject({ slug: 'vault_chip_unavailable' });
    expect(existsSync(join(stateDir, 'vault.json'))).toBe(false);
  });

  it('takes the sealed file and no keychain', async () => {
    const keychain = () => expect.unreachable('the keychain was loaded');
    const vault = await open(temporaryFolder(), new Chip(), { ...pinned, keychain: keychain as never });
    expect(vault.kind).toBe('file');
  });
});

describe('a vault that will belong to another OS user', () => {
  const movable = { environment: {}, movable: true };
  const entries = new Map<string, string>();
  const keychain = async () => ({
    getPassword: async (account: string) => entries.get(account) ?? null,
    setPassword: async (account: string, password: string) => void entries.set(account, password),
    deletePassword: async (account: string) => entries.delete(account),
  });

  it('is a file although there is a keychain, sealed where there is a chip', async () => {
    const stateDir = temporaryFolder();
    expect((await open(stateDir, new Chip(), { ...movable, keychain })).kind).toBe('file');
    expect(choiceOf(stateDir)).toMatchObject({ kind: 'file', sealedBy: 'tpm' });
  });

  it('is refused where the keys lie in a keychain already, or are pinned there', async () => {
    const stateDir = temporaryFolder();
    await open(stateDir, undefined, { environment: {}, keychain });
    const refused = { slug: 'handover_keychain' };
    await expect(open(stateDir, undefined, { ...movable, keychain })).rejects.toMatchObject(refused);
    const pinned = { ...movable, environment: { LATCHKEY_VAULT: 'keychain' }, keychain };
    await expect(open(temporaryFolder(), undefined, pinned)).rejects.toMatchObject(refused);
  });
});
