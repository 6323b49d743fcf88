import * as z from 'zod/mini';
import { readFirmwareText } from '../serial.ts';
import { type Hardware, UNKNOWN_HARDWARE } from './hardware.ts';

/** The command whose output `parseWindowsHardware` reads. Not run here: written from Microsoft's documentation of CIM. */
export const WINDOWS_HARDWARE_COMMAND = {
  file: 'powershell.exe',
  args: [
    '-NoLogo',
    '-NoProfile',
    '-NonInteractive',
    '-Command',
    '[Console]::OutputEncoding=[Text.Encoding]::UTF8;' +
      '$s=Get-CimInstance Win32_ComputerSystem;$b=Get-CimInstance Win32_BIOS;' +
      '@{manufacturer=$s.Manufacturer;model=$s.Model;serialNumber=$b.SerialNumber}|ConvertTo-Json -Compress',
  ],
} as const;

const optionalText = z.optional(z.nullable(z.string()));
const Output = z.object({ manufacturer: optionalText, model: optionalText, serialNumber: optionalText });

/** Reads what the command printed; anything else says nothing about the hardware. */
export function parseWindowsHardware(stdout: string): Hardware {
  let json: unknown;
  try {
    // PowerShell 5 may put a byte order mark first.
    json = JSON.parse(stdout.replace(/^\ufeff/, ''));
  } catch {
    return UNKNOWN_HARDWARE;
  }
  const output = Output.safeParse(json);
  if (!output.success) return UNKNOWN_HARDWARE;
  return {
    manufacturer: readFirmwareText(output.data.manufacturer),
    model: readFirmwareText(output.data.model),
    serialNumber: readFirmwareText(output.data.serialNumber),
  };
}
