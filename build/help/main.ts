import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { helpPages } from './pages.ts';

/** Writes `docs/help/` anew; what no row stands behind any more goes. */
const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'help');

const pages = helpPages();
await mkdir(FOLDER, { recursive: true });
const kept = new Set(pages.map(({ file }) => file));
for (const file of await readdir(FOLDER)) if (!kept.has(file)) await rm(join(FOLDER, file));
for (const { file, text } of pages) await writeFile(join(FOLDER, file), text);
process.stdout.write(`${pages.length} pages in docs/help.\n`);
