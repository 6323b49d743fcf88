import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFirmwareText } from '../serial.ts';
import type { Hardware } from './hardware.ts';

const DMI_FOLDER = '/sys/class/dmi/id';

/** Linux: SMBIOS type 1 as the kernel shows it. `product_serial` is for root only; without root it stays `null`. */
export async function readLinuxHardware(folder: string = DMI_FOLDER): Promise<Hardware> {
  const file = async (name: string) =>
    readFirmwareText(await readFile(join(folder, name), 'utf8').catch(() => null));
  const [manufacturer, model, product, board, chassis] = await Promise.all(
    ['sys_vendor', 'product_name', 'product_serial', 'board_serial', 'chassis_serial'].map(file),
  );
  return {
    manufacturer: manufacturer ?? null,
    model: model ?? null,
    serialNumber: product ?? board ?? chassis ?? null,
  };
}
