import { join } from 'node:path';
import { build } from 'vite';
import { preloadConfig } from './preload.ts';
import { rendererConfig } from './renderer.ts';
import { isStale } from './stale.ts';

/** The repository, whatever the current folder is. */
const ROOT = join(import.meta.dirname, '../..');

/** Bundles the renderer to `out/renderer/` and the preload to `out/preload.cjs`. */
export async function bundle(root = ROOT): Promise<void> {
  await build(rendererConfig(root));
  await build(preloadConfig(root));
}

/** Bundles only when something is newer than what is there; takes milliseconds when nothing is. */
export async function bundleWhenStale(root = ROOT): Promise<void> {
  if (isStale(root)) await bundle(root);
}

if (import.meta.main) await bundle();
