import { join } from 'node:path';
import { newest } from './newest.ts';

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

/** Are the bundles in `out/` missing, or older than what they are made from? */
export function isStale(root: string): boolean {
  const outputs = OUTPUTS.map((path) => newest(join(root, path)));
  if (outputs.some((time) => time === null)) return true;
  const oldest = Math.min(...outputs.map((time) => time ?? 0));
  return SOURCES.some((path) => (newest(join(root, path)) ?? 0) > oldest);
}
