import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { JoinRequest } from '../../../electron/contract/wire/registration.ts';
import { createDevice } from '../../../electron/device/device.ts';
import { UNKNOWN_HARDWARE } from '../../../electron/device/hardware/hardware.ts';
import { memoryVault } from './memory-vault.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'latchkey-device-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const LAPTOP = { manufacturer: 'LENOVO', model: '21HM002QGE', serialNumber: 'PF4TX9Q2' };

describe('createDevice', () => {
  test('prepares key and serial number, the same each time', async () => {
    const vault = memoryVault();
    const device = createDevice({ vault, stateDir, readHardware: async () => LAPTOP });
    const prepared = await device.prepare();
    expect(prepared).toEqual({ keyThumbprint: (await device.key()).thumbprint, serialNumber: 'PF4TX9Q2' });
    const restarted = createDevice({ vault, stateDir, readHardware: async () => LAPTOP });
    expect(await restarted.prepare()).toEqual(prepared);
    expect(await device.nameFrom('LK-%SERIAL%')).toBe('LK-PF4TX9Q2');
  });

  test('a machine without a serial number gets one from its key', async () => {
    const device = createDevice({
      vault: memoryVault(),
      stateDir,
      readHardware: async () => UNKNOWN_HARDWARE,
    });
    const { serialNumber } = await device.prepare();
    expect(serialNumber).toMatch(/^LK-[0-9A-F]{8}$/);
    expect((await device.facts()).hardware).toEqual({
      manufacturer: 'Unknown',
      model: 'Unknown',
      serialNumber,
    });
  });

  test('its facts and its request are what the directory takes', async () => {
    const device = createDevice({ vault: memoryVault(), stateDir });
    const csr = Buffer.from(await device.csr('bm9uY2U')).toString('base64');
    const request = { csr, displayName: 'LK-1', joinType: 'join', ...(await device.facts()) };
    expect(JoinRequest.safeParse(request).error).toBeUndefined();
  });

  test('nothing is touched before the first call', () => {
    const vault = memoryVault();
    createDevice({ vault, stateDir: '/nowhere/at/all' });
    expect(vault.entries.size).toBe(0);
  });

  test('unlocking the vault and trying again helps', async () => {
    const inner = memoryVault();
    let locked = true;
    const vault = {
      ...inner,
      set: (name: string, value: Uint8Array) =>
        locked ? Promise.reject(new Refusal('vault_locked')) : inner.set(name, value),
    };
    const device = createDevice({ vault, stateDir, readHardware: async () => LAPTOP });
    await expect(device.prepare()).rejects.toMatchObject({ slug: 'vault_locked' });
    locked = false;
    await expect(device.prepare()).resolves.toHaveProperty('serialNumber', 'PF4TX9Q2');
  });
});
