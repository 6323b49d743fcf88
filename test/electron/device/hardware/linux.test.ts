import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UNKNOWN_HARDWARE } from '../../../../electron/device/hardware/hardware.ts';
import { readLinuxHardware } from '../../../../electron/device/hardware/linux.ts';
import { readHardware } from '../../../../electron/device/hardware/read.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-dmi-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function dmi(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return await readLinuxHardware(folder);
}

describe('readLinuxHardware', () => {
  test('reads what the kernel shows', async () => {
    expect(
      await dmi({ sys_vendor: 'LENOVO\n', product_name: '21HM002QGE\n', product_serial: 'PF4TX9Q2\n' }),
    ).toEqual({
      manufacturer: 'LENOVO',
      model: '21HM002QGE',
      serialNumber: 'PF4TX9Q2',
    });
  });

  test('passes over placeholders to the next serial number', async () => {
    const files = { product_serial: 'To be filled by O.E.M.\n', board_serial: 'B-77\n', chassis_serial: 'C' };
    expect((await dmi(files)).serialNumber).toBe('B-77');
  });

  test('files that are missing or for root only say nothing', async () => {
    expect(await dmi({})).toEqual(UNKNOWN_HARDWARE);
  });

  test('this machine answers without failing', async () => {
    expect(Object.keys(await readHardware()).sort()).toEqual(['manufacturer', 'model', 'serialNumber']);
    expect(await readHardware('aix')).toEqual(UNKNOWN_HARDWARE);
  });

  test('a command that is not there says nothing', async () => {
    expect(await readHardware('win32')).toEqual(UNKNOWN_HARDWARE);
  });
});
