import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Neither tool takes a second; ten are for a laptop that is busy booting. */
const LIMIT = { timeout: 10_000, windowsHide: true } as const;

/**
 * What the operating system calls this installation, or `null` where it has no name for it (a container, an image that has
 * not booted yet). It is not a secret and not a proof: it only tells a state folder that was copied by mistake from its own.
 * machine-id(5) asks that it is not published: it is used as associated data and never stored or sent.
 */
export async function readMachineId(platform: NodeJS.Platform = process.platform): Promise<string | null> {
  try {
    if (platform === 'linux') return parseLinux(await readFile('/etc/machine-id', 'utf8'));
    if (platform === 'darwin') return parseMac((await run('/usr/sbin/ioreg', MAC_QUERY, LIMIT)).stdout);
    if (platform === 'win32') return parseWindows((await run('reg.exe', WINDOWS_QUERY, LIMIT)).stdout);
    return null;
  } catch {
    return null;
  }
}

const MAC_QUERY = ['-rd1', '-c', 'IOPlatformExpertDevice'];
const WINDOWS_QUERY = ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid', '/reg:64'];

/** `uninitialized` is what an image says before its first boot (machine-id(5), "First boot semantics"). */
export function parseLinux(text: string): string | null {
  return /^[0-9a-f]{32}\s*$/.test(text) ? text.trim() : null;
}

export function parseMac(text: string): string | null {
  return /"IOPlatformUUID"\s*=\s*"([0-9A-Fa-f-]{36})"/.exec(text)?.[1]?.toLowerCase() ?? null;
}

export function parseWindows(text: string): string | null {
  return /MachineGuid\s+REG_SZ\s+([0-9A-Fa-f-]{36})/.exec(text)?.[1]?.toLowerCase() ?? null;
}
