import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Modification time of a file, or the newest one inside a folder; `null` when there is neither. */
export function newest(path: string): number | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).map((name) => newest(join(path, name)) ?? 0);
  // The folder's own time tells of files that were taken away.
  return Math.max(stat.mtimeMs, ...inside);
}
