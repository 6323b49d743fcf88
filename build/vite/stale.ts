import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the two bundles are made from. */
const SOURCES = [
  'renderer',
  'electron/contract',
  'electron/preload.ts',
  'build/vite',
  'package-lock.json',
] as const;

/** What they end up in. */
const OUTPUTS = ['out/preload.cjs', 'out/renderer/index.html'] as const;

/** Modification time of a file, or the newest one inside a folder; `null` when there is neither. */
function newest(path: string): number | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).map((name) => newest(join(path, name)) ?? 0);
  // The folder's own time tells of files that were taken away.
  return Math.max(stat.mtimeMs, ...inside);
}

/** Are the bundles in `out/` missing, or older than what they are made from? */
export function isStale(root: string): boolean {
  const outputs = OUTPUTS.map((path) => newest(join(root, path)));
  if (outputs.some((time) => time === null)) return true;
  const oldest = Math.min(...outputs.map((time) => time ?? 0));
  return SOURCES.some((path) => (newest(join(root, path)) ?? 0) > oldest);
}
