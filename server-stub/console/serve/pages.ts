import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Where the built pages are, and what builds them. */
export interface PagesOptions {
  readonly folder: string;
  /** A program that brings `folder`, its one argument, up to date. Packages ship their pages and have none. */
  readonly builder?: string;
}

const ROOT = join(import.meta.dirname, '../../..');

/** The pages of this copy of the project. Only the sources have a builder beside them. */
export const OWN_PAGES: PagesOptions = {
  folder: join(ROOT, 'out/console'),
  builder: join(ROOT, 'build/console/build.ts'),
};

/** Whatever else is in the folder is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
}

export type PageName = 'console' | 'security-info' | 'sign-in';

/** Everything that may be served, in memory: no request reaches the file system. */
export interface BuiltPages {
  readonly shells: Readonly<Record<PageName, Buffer>>;
  /** By file name. */
  readonly assets: ReadonlyMap<string, Asset>;
}

async function read(folder: string): Promise<BuiltPages> {
  const shell = (name: PageName) => readFile(join(folder, `${name}.html`));
  const shells = {
    console: await shell('console'),
    'security-info': await shell('security-info'),
    'sign-in': await shell('sign-in'),
  };
  const assets = new Map<string, Asset>();
  for (const name of await readdir(join(folder, 'assets'))) {
    const type = TYPES[extname(name)];
    if (type !== undefined) assets.set(name, { type, bytes: await readFile(join(folder, 'assets', name)) });
  }
  checkWhole(shells, assets);
  return { shells, assets };
}

/** A page whose script is not there shows nothing at all: half of two builds, or a file that somebody took away. */
function checkWhole(shells: BuiltPages['shells'], assets: BuiltPages['assets']): void {
  for (const shell of Object.values(shells)) {
    for (const [, name = ''] of shell.toString('utf8').matchAll(/\/console\/assets\/([\w.-]+)/g)) {
      if (!assets.has(name)) throw new TypeError(`the built pages lack ${name}`);
    }
  }
}

/** Resolves with whether it ended well. Nothing secret is in its arguments or needed from its environment. */
function run(builder: string, folder: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [builder, folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
      signal,
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/**
 * The pages, once somebody asks for them: a directory that only programs talk to builds nothing, and none is slower to
 * answer. `current` is what there is now; `state` says why there is nothing.
 */
export class Pages {
  readonly #options: PagesOptions;
  readonly #ending = new AbortController();
  #work: Promise<void> | undefined;
  current: BuiltPages | undefined;
  state: 'preparing' | 'ready' | 'missing' | 'failed' = 'preparing';

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  /** Begins to prepare them, once; resolves when they are ready or missing. */
  prepare(): Promise<void> {
    this.#work ??= this.#prepare();
    return this.#work;
  }

  /** A builder does not outlive the directory that it builds for. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#work;
  }

  async #prepare(): Promise<void> {
    const { folder, builder } = this.#options;
    const builds = builder !== undefined && existsSync(builder);
    const failed = builds && !(await run(builder, folder, this.#ending.signal));
    try {
      this.current = await read(folder);
      this.state = 'ready';
    } catch {
      this.state = failed ? 'failed' : 'missing';
      // The next request tries again: somebody may have built them by then.
      this.#work = undefined;
    }
  }
}
