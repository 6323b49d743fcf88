import { execFile } from 'node:child_process';
import { type Hardware, UNKNOWN_HARDWARE } from './hardware.ts';
import { readLinuxHardware } from './linux.ts';
import { MACOS_HARDWARE_COMMAND, parseMacosHardware } from './macos.ts';
import { parseWindowsHardware, WINDOWS_HARDWARE_COMMAND } from './windows.ts';

/** PowerShell takes seconds on a cold start. A machine that does not answer by then has no serial number for us. */
const COMMAND_TIMEOUT_MS = 15_000;

/** The hardware facts of this machine. Never fails: a machine that will not say has none. */
export async function readHardware(platform: NodeJS.Platform = process.platform): Promise<Hardware> {
  if (platform === 'linux') return await readLinuxHardware();
  if (platform === 'win32') return parseWindowsHardware(await outputOf(WINDOWS_HARDWARE_COMMAND));
  if (platform === 'darwin') return parseMacosHardware(await outputOf(MACOS_HARDWARE_COMMAND));
  return UNKNOWN_HARDWARE;
}

/** Runs a fixed command with an argument array, never through a shell; no output where it fails. */
function outputOf(command: { readonly file: string; readonly args: readonly string[] }): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      command.file,
      [...command.args],
      { timeout: COMMAND_TIMEOUT_MS, windowsHide: true, maxBuffer: 1 << 20 },
      (error, stdout) => resolve(error ? '' : stdout),
    );
  });
}
