import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { findOrMakeDeviceKey } from '../../../electron/device/kept-key.ts';
import { memoryVault } from './memory-vault.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'latchkey-key-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const slugOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: Refusal) => error.slug,
  );

describe('findOrMakeDeviceKey', () => {
  test('makes a key once and finds it again', async () => {
    const vault = memoryVault();
    const first = await findOrMakeDeviceKey(vault, stateDir);
    const second = await findOrMakeDeviceKey(vault, stateDir);
    expect(second.thumbprint).toBe(first.thumbprint);
    expect(vault.entries.size).toBe(1);
  });

  test('leaves nothing private in the state folder, and nothing for others to read', async () => {
    const vault = memoryVault();
    const { thumbprint } = await findOrMakeDeviceKey(vault, stateDir);
    expect(await readdir(stateDir)).toEqual(['device-key.json']);
    const pointer = JSON.parse(await readFile(join(stateDir, 'device-key.json'), 'utf8'));
    expect(pointer).toEqual({ entry: [...vault.entries.keys()][0], thumbprint });
    expect((await stat(join(stateDir, 'device-key.json'))).mode & 0o777).toBe(0o600);
  });

  test('makes the state folder', async () => {
    const folder = join(stateDir, 'a', 'b');
    await findOrMakeDeviceKey(memoryVault(), folder);
    expect(await readdir(folder)).toEqual(['device-key.json']);
  });

  test('eight starts at once make one key', async () => {
    const vault = memoryVault();
    const starts = Array.from({ length: 8 }, () => findOrMakeDeviceKey(vault, stateDir));
    const thumbprints = new Set((await Promise.all(starts)).map((key) => key.thumbprint));
    expect([thumbprints.size, vault.entries.size]).toEqual([1, 1]);
    expect(await readdir(stateDir)).toEqual(['device-key.json']);
  });

  test('killed before the pointer, the next start begins anew', async () => {
    const vault = memoryVault();
    await vault.set('device-key-orphan', new Uint8Array([1]));
    await expect(findOrMakeDeviceKey(vault, stateDir)).resolves.toHaveProperty('thumbprint');
  });

  test('two state folders are two devices, even with one vault', async () => {
    const vault = memoryVault();
    const first = await findOrMakeDeviceKey(vault, join(stateDir, 'one'));
    const second = await findOrMakeDeviceKey(vault, join(stateDir, 'two'));
    expect(second.thumbprint).not.toBe(first.thumbprint);
  });

  test.each(['gone', 'noise', 'another'] as const)('a key that is %s is never replaced', async (what) => {
    const vault = memoryVault();
    await findOrMakeDeviceKey(vault, stateDir);
    const [entry] = [...vault.entries.keys()];
    const other = memoryVault();
    await findOrMakeDeviceKey(other, join(stateDir, 'other'));
    if (what === 'gone') vault.entries.clear();
    if (what === 'noise') vault.entries.set(entry!, new Uint8Array(40));
    if (what === 'another') vault.entries.set(entry!, [...other.entries.values()][0]!);
    expect(await slugOf(findOrMakeDeviceKey(vault, stateDir))).toBe('device_key_lost');
  });

  test.each(['', '{', '{"entry":"../../etc/passwd","thumbprint":"x"}'])(
    'a damaged pointer is a lost key: %s',
    async (text) => {
      await writeFile(join(stateDir, 'device-key.json'), text);
      expect(await slugOf(findOrMakeDeviceKey(memoryVault(), stateDir))).toBe('device_key_lost');
    },
  );

  test('a locked vault says so', async () => {
    const vault = { ...memoryVault(), set: () => Promise.reject(new Refusal('vault_locked')) };
    expect(await slugOf(findOrMakeDeviceKey(vault, stateDir))).toBe('vault_locked');
  });

  test('a state folder that is a file says so', async () => {
    await writeFile(join(stateDir, 'file'), '');
    const vault = memoryVault();
    expect(await slugOf(findOrMakeDeviceKey(vault, join(stateDir, 'file')))).toBe('state_unwritable');
  });

  test.skipIf(process.getuid?.() === 0)('a state folder that cannot be written says so', async () => {
    await chmod(stateDir, 0o500);
    expect(await slugOf(findOrMakeDeviceKey(memoryVault(), stateDir))).toBe('state_unwritable');
    await chmod(stateDir, 0o700);
  });
});
