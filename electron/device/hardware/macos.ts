import { readFirmwareText } from '../serial.ts';
import type { Hardware } from './hardware.ts';

/** The command whose output `parseMacosHardware` reads. Not run here: written from recorded outputs. */
export const MACOS_HARDWARE_COMMAND = {
  file: '/usr/sbin/ioreg',
  args: ['-rd1', '-c', 'IOPlatformExpertDevice'],
} as const;

/** Reads `"key" = "text"` and `"key" = <"text">` (older macOS shows the model as data). */
export function parseMacosHardware(stdout: string): Hardware {
  const value = (key: string) =>
    readFirmwareText(new RegExp(`"${key}"\\s*=\\s*<?"([^"\\n]*)"`).exec(stdout)?.[1]);
  return {
    manufacturer: value('manufacturer'),
    model: value('model'),
    serialNumber: value('IOPlatformSerialNumber'),
  };
}
