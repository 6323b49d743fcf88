import { cpSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { SOURCES as SETUP_FILES } from '../setup/linux/plan.ts';
import { type BuildInfo, buildInfo } from './build-info.ts';
import { bundleApp } from './bundle.ts';
import { MAINTAINER } from './config.ts';
import { isPackaged } from './contents.ts';
import { importedPackages, type LockFile, lockFile, packageClosure } from './packages.ts';

/** An app as electron-builder takes it: a folder in which nothing is that does not ship. */
export interface StagedApp {
  readonly folder: string;
  readonly info: BuildInfo;
  /** Names of the npm packages inside it. */
  readonly packages: readonly string[];
  /** Folders, in the lock file, of those and of the ones that are bundled into the page. */
  readonly shipped: readonly string[];
}

interface ProjectPackage {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function readLock(root: string): LockFile {
  return lockFile.parse(readJson(join(root, 'package-lock.json')));
}

/**
 * Bundles the hosts and puts beside them exactly the packages that the bundles import, and what those need. Packages of the
 * directory, of the renderer (bundled already) and of development stay out.
 */
export async function stageApp(root: string, folder: string, env: NodeJS.ProcessEnv): Promise<StagedApp> {
  rmSync(folder, { recursive: true, force: true });
  const out = join(folder, 'out');
  await bundleApp(root, out);
  for (const source of SETUP_FILES)
    cpSync(source, join(out, 'setup'), {
      recursive: true,
      filter: (file) => !file.endsWith('kiosk-session'),
    });
  const names = globSync('*.js', { cwd: out }).flatMap((file) =>
    importedPackages(readFileSync(join(out, file), 'utf8')),
  );
  const imported = [...new Set(names)].toSorted();
  const project = readJson(join(root, 'package.json')) as ProjectPackage;
  const lock = readLock(root);
  const copied = packageClosure(lock, imported).filter((path) => copyPackage(root, folder, path));
  const packages = [...new Set(copied.map(packageName))];
  const electron = project.devDependencies.electron ?? '';
  const info = buildInfo(root, { version: project.version, electron }, env);
  writeJson(join(folder, 'build-info.json'), info);
  writeJson(join(folder, 'package.json'), appPackage(project, imported));
  const shipped = [...copied, ...packageClosure(lock, pagePackages(root))];
  return { folder, info, packages, shipped: [...new Set(shipped)].toSorted() };
}

/** What the page and the preload are bundled from; their fonts are imported by style sheets. */
function pagePackages(root: string): string[] {
  const files = globSync(['renderer/**/*.{ts,tsx}', 'electron/preload.ts', 'electron/contract/**/*.ts'], {
    cwd: root,
  });
  const imported = files.flatMap((file) => importedPackages(readFileSync(join(root, file), 'utf8'), file));
  const sheets = globSync('renderer/**/*.css', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/@import ["']((?:@[\w-]+\/)?[\w-]+)/g)].map(
      ([, name]) => name ?? '',
    ),
  );
  return [...new Set([...imported, ...sheets])].toSorted();
}

/** @returns whether it is installed here; an optional one for another platform is not */
function copyPackage(root: string, folder: string, path: string): boolean {
  const from = join(root, path);
  const files = globSync('**/*', { cwd: from, withFileTypes: true, exclude: ['node_modules/**'] })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)).split(sep).join('/'));
  for (const file of files.filter(isPackaged)) cpSync(join(from, file), join(folder, path, file));
  return files.length > 0;
}

function appPackage(project: ProjectPackage, imported: readonly string[]): object {
  const { version, description, license, dependencies } = project;
  return {
    name: 'latchkey',
    productName: 'Latchkey',
    version,
    description,
    license,
    author: MAINTAINER,
    homepage: 'https://latchkey.example',
    type: 'module',
    main: 'out/start.js',
    dependencies: Object.fromEntries(imported.map((name) => [name, dependencies[name]])),
  };
}

function writeJson(file: string, value: unknown): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** `@scope/b` of `node_modules/a/node_modules/@scope/b`. */
export function packageName(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Every file below a folder, with `/`, in order. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}
