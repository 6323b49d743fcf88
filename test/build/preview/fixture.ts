import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { preloadConfig } from '../../../build/vite/preload.ts';

const ROOT = join(import.meta.dirname, '../../..');

type Line = Readonly<Record<string, unknown>>;

/** A running preview of the fixture, with what it printed and a page to look at. */
export interface RunningPreview extends AsyncDisposable {
  readonly child: ChildProcessWithoutNullStreams;
  readonly lines: readonly Line[];
  /** The first line that fits, now or later. `from` skips lines that were there before. */
  line(fits: (line: Line) => boolean, from?: number): Promise<Line>;
  /** Attaches to the browser that was announced last, from line `from` on. */
  attach(from?: number): Promise<Page>;
}

/** Bundles the real preload into a folder of its own. */
export async function bundlePreload(): Promise<{ folder: string; preload: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
  const config = preloadConfig(ROOT);
  await build({ ...config, build: { ...config.build, outDir: folder } });
  return { folder, preload: join(folder, 'preload.cjs') };
}

export async function startPreview(
  env: Readonly<Record<string, string>>,
  main = 'test/build/preview/fixture-main.ts',
): Promise<RunningPreview> {
  const child = spawn(process.execPath, ['--import', './build/preview/hooks.ts', main], {
    cwd: ROOT,
    env: { ...process.env, LATCHKEY_PREVIEW_DEBUG_PORT: '0', ...env },
  });
  const lines: Line[] = [];
  const watchers = new Set<() => void>();
  const browsers: Browser[] = [];
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (text.startsWith('{')) lines.push(JSON.parse(text) as Line);
    for (const watcher of watchers) watcher();
  });
  const ended = new Promise<never>((_resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`the preview ended with ${code}: ${errors}`)));
  });
  ended.catch(() => {});

  function line(fits: (line: Line) => boolean, from = 0): Promise<Line> {
    const { promise, resolve } = Promise.withResolvers<Line>();
    const look = (): void => {
      const found = lines.slice(from).find(fits);
      if (found === undefined) return;
      watchers.delete(look);
      resolve(found);
    };
    watchers.add(look);
    look();
    return Promise.race([promise, ended]);
  }

  return {
    child,
    lines,
    line,
    async attach(from = 0) {
      const { cdp } = await line((one) => one.event === 'preview', from);
      const browser = await chromium.connectOverCDP(String(cdp));
      browsers.push(browser);
      const page = browser.contexts()[0]?.pages()[0];
      if (page === undefined) throw new Error('no page to look at');
      return page;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(browsers.map((browser) => browser.close().catch(() => {})));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await ended.catch(() => {});
      }
    },
  };
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}
