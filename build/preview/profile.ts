import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** All profiles of previews live here, each named after the process that made it. */
const FOLDER = join(tmpdir(), 'latchkey-preview');

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes the profiles of previews that were killed and could not do it themselves. */
export function sweepProfiles(folder = FOLDER): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const pid = Number.parseInt(name, 10);
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** A fresh profile: nothing of an earlier run is on screen, and no "restore pages?" either. */
export function makeProfile(folder = FOLDER): string {
  return mkdtempSync(join(folder, `${process.pid}-`));
}

export function removeProfile(profile: string): void {
  // Chromium's helpers may still be writing for a moment after it has gone.
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** The port that Chromium chose. It writes the file a moment after it has started. */
export async function readDebugPort(profile: string): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    const port = Number.parseInt(text, 10);
    if (port > 0) return port;
    await wait(50);
  }
  throw new Error('the browser did not say which debugging port it opened');
}
