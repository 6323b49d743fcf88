import { execFile } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import type { NetworkInterface } from '../../contract/connection.ts';
import { linuxInterfaces, readSysNet } from './linux.ts';
import { MACOS_PORTS_COMMAND, MACOS_STATUS_COMMAND, macosInterfaces } from './macos.ts';
import { WINDOWS_ADAPTERS_COMMAND, windowsInterfaces } from './windows.ts';

/** PowerShell takes seconds on a cold start; nobody should wait longer for a picture of the adapters. */
const COMMAND_TIMEOUT_MS = 10_000;

/** The adapters of this laptop. Never refuses: what cannot be seen is not there. */
export async function readInterfaces(
  platform: NodeJS.Platform = process.platform,
): Promise<readonly NetworkInterface[]> {
  const addresses = networkInterfaces();
  if (platform === 'linux') return linuxInterfaces(await readSysNet(), addresses);
  if (platform === 'win32') return windowsInterfaces(await outputOf(WINDOWS_ADAPTERS_COMMAND), addresses);
  if (platform === 'darwin') {
    const [ports, status] = await Promise.all([MACOS_PORTS_COMMAND, MACOS_STATUS_COMMAND].map(outputOf));
    return macosInterfaces(ports ?? '', status ?? '', addresses);
  }
  return [];
}

/** Runs a fixed command with an argument array, never through a shell; no output where it fails. */
function outputOf(command: { readonly file: string; readonly args: readonly string[] }): Promise<string> {
  const options = { timeout: COMMAND_TIMEOUT_MS, windowsHide: true, maxBuffer: 1 << 20 };
  return new Promise((resolve) => {
    execFile(command.file, [...command.args], options, (error, stdout) => resolve(error ? '' : stdout));
  });
}
