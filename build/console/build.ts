import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { newest } from '../vite/newest.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where the directory looks for its pages. */
export const CONSOLE_FOLDER = join(ROOT, 'out/console');

/** What the pages are made from. */
const SOURCES = [
  'server-stub/console',
  'renderer/theme',
  'renderer/components',
  'electron/contract',
  'build/vite/console.ts',
  'package-lock.json',
] as const;

/** Are the built pages missing, or older than what they are made from? */
export function consoleIsStale(folder: string = CONSOLE_FOLDER): boolean {
  const built = newest(join(folder, '.vite/manifest.json'));
  return built === null || SOURCES.some((path) => (newest(join(ROOT, path)) ?? 0) > built);
}

/**
 * Builds the pages beside their place and then puts them there in one step, so that whoever reads meanwhile, or builds at
 * the same time, never finds half of them.
 */
export async function buildConsole(folder: string = CONSOLE_FOLDER): Promise<void> {
  // Loaded here: a look at the files is all that most starts need, and vite takes its time.
  const [{ build }, { consoleConfig }] = await Promise.all([import('vite'), import('../vite/console.ts')]);
  await mkdir(join(folder, '..'), { recursive: true });
  const fresh = await mkdtemp(`${folder}-`);
  const before = `${fresh}-before`;
  try {
    await build(consoleConfig(ROOT, fresh));
    // Nothing to move away the first time.
    await rename(folder, before).catch(() => undefined);
    await rename(fresh, folder);
  } catch (thrown) {
    // Somebody else was first: what is there is as good.
    if (consoleIsStale(folder)) throw thrown;
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(before, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? CONSOLE_FOLDER);
  if (consoleIsStale(folder)) await buildConsole(folder);
}
