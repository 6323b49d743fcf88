import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where a machine is looked at; given in, so that a test needs no machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

export const THIS_MACHINE: Machine = { platform: process.platform, env: process.env, exists: existsSync };

const LINUX = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge-stable',
  '/usr/bin/microsoft-edge',
] as const;

const MACOS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
] as const;

const WINDOWS = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
] as const;

function usualPlaces({ platform, env }: Machine): string[] {
  if (platform === 'darwin') return [...MACOS, ...MACOS.map((path) => join(env.HOME ?? '', path))];
  if (platform !== 'win32') return [...LINUX];
  const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LocalAppData];
  return roots.flatMap((root) => (root === undefined ? [] : WINDOWS.map((path) => `${root}\\${path}`)));
}

/**
 * Path of an installed Chromium, Chrome or Edge; `null` when there is none. `LATCHKEY_BROWSER` wins, and is not quietly
 * replaced by another browser when it points nowhere.
 */
export function findBrowser(machine: Machine = THIS_MACHINE): string | null {
  const wanted = machine.env.LATCHKEY_BROWSER;
  if (wanted !== undefined && wanted !== '') return machine.exists(wanted) ? wanted : null;
  return usualPlaces(machine).find((path) => machine.exists(path)) ?? null;
}

/** Is there a screen to show a window on? macOS and Windows always have one. */
export function hasDisplay({ platform, env }: Machine = THIS_MACHINE): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
