import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, hasDisplay } from '../preview/find-browser.ts';
import type { Machine } from './choose-host.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/** Looks at this machine without changing it. Never imports `electron`: that alone would begin a download. */
export function lookAtMachine(): Machine {
  return {
    onTerminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
    display: hasDisplay(),
    electron: electronBinary() !== null,
    browser: findBrowser() !== null,
  };
}

/** Path of the Electron binary, where it has been fetched; the package writes its name to `path.txt` when it has. */
export function electronBinary(): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(ROOT, 'node_modules', 'electron', 'dist');
  const named = join(ROOT, 'node_modules', 'electron', 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}
