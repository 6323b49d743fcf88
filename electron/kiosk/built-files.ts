import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** What the origin serves under one pathname. */
export interface ServedFile {
  readonly type: string;
  read(): Promise<Uint8Array>;
}

/** Pathname -> file. What is not in the map does not exist, so no path is ever joined from a request. */
export type ServedFiles = ReadonlyMap<string, ServedFile>;

/** Kinds of file that a build of the renderer holds. Another kind (a source map, say) is not served. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
]);

/** Lists the built renderer, once, before the window opens. `index.html` is the start page. */
export async function listBuiltFiles(folder: string): Promise<ServedFiles> {
  const files = new Map<string, ServedFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const type = TYPES.get(extname(entry.name));
    // A symbolic link is not a file here: it could lead out of the package.
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const pathname = `/${relative(folder, file).split(sep).map(encodeURIComponent).join('/')}`;
    files.set(pathname === '/index.html' ? '/' : pathname, { type, read: () => readFile(file) });
  }
  return files;
}
