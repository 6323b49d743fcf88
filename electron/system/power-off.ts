import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Refusal } from '../contract/refusal.ts';

/** How each system is turned off by an ordinary user of its own seat: argument arrays, never a shell. */
export const POWER_OFF: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  // logind lets the user of the active seat do it (org.freedesktop.login1.power-off).
  linux: ['systemctl', 'poweroff'],
  win32: ['shutdown.exe', '/s', '/t', '0'],
  darwin: ['/usr/bin/osascript', '-e', 'tell application "System Events" to shut down'],
};

/** @throws Refusal power_off_refused when the system says no */
export async function powerOff(
  platform: NodeJS.Platform = process.platform,
  run: (file: string, args: readonly string[]) => Promise<unknown> = runFile,
): Promise<void> {
  const command = POWER_OFF[platform];
  if (!command) throw new Refusal('power_off_refused', { detail: platform });
  const [file, ...args] = command;
  try {
    await run(file, args);
  } catch (thrown) {
    throw new Refusal('power_off_refused', {}, thrown);
  }
}

function runFile(file: string, args: readonly string[]): Promise<unknown> {
  return promisify(execFile)(file, [...args], { timeout: 10_000, windowsHide: true });
}
