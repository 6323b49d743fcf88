import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import type { View } from '../contract/view.ts';
import type { About } from './sources.ts';

/** Beside the bundle of a package, or above the sources: the nearest is ours. */
const PLACES = ['package.json', '../package.json', '../../package.json'];

/** The program and what it runs on. */
export function aboutThis(host: View['host']['name']): About {
  return {
    latchkey: ownVersion(),
    host,
    node: process.version,
    platform: process.platform,
    release: release(),
    architecture: process.arch,
  };
}

function ownVersion(): string {
  const file = PLACES.map((place) => join(import.meta.dirname, place)).find((path) => existsSync(path));
  if (file === undefined) return 'unknown';
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown };
  return typeof version === 'string' ? version : 'unknown';
}
