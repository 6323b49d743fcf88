import { parseSync } from 'rolldown/utils';
import * as z from 'zod';

/** What is read of one entry of `package-lock.json`, version 3. Its key is the folder: `node_modules/a/node_modules/b`. */
const entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  integrity: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});

/** npm's lock file, as far as packaging reads it. */
export const lockFile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), entry) });

export type LockFile = z.infer<typeof lockFile>;
export type LockEntry = z.infer<typeof entry>;

/** Names of the packages that a bundle or a source file imports; neither Node’s own, nor Electron, nor its neighbours. */
export function importedPackages(source: string, file = 'bundle.js'): string[] {
  const { module } = parseSync(file, source);
  const names = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => source.slice(start + 1, end - 1)),
  ].filter((name) => !/^(\.|node:|electron$)/.test(name));
  const packages = names.map((name) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/'),
  );
  return [...new Set(packages)].toSorted();
}

/** Where Node finds `name` from inside `folder`: the nearest `node_modules` upwards. `null`: not installed. */
function resolve(lock: LockFile, folder: string, name: string): string | null {
  for (let from = folder; ; from = from.slice(0, Math.max(from.lastIndexOf('/node_modules/'), 0))) {
    const candidate = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
    if (lock.packages[candidate]) return candidate;
    if (from === '') return null;
  }
}

/**
 * The folders of these packages and of everything that they need, by the lock file. Optional ones are among them: which of
 * those are installed is for the platform to say.
 *
 * @throws TypeError when a package that is needed is not in the lock file
 */
export function packageClosure(lock: LockFile, names: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (folder: string, name: string, optional: boolean): void => {
    const at = resolve(lock, folder, name);
    if (at === null && !optional) throw new TypeError(`${name} is not in package-lock.json`);
    if (at === null || found.has(at)) return;
    found.add(at);
    const { dependencies = {}, optionalDependencies = {} } = lock.packages[at] ?? {};
    for (const needed of Object.keys(dependencies)) add(at, needed, needed in optionalDependencies);
    for (const wanted of Object.keys(optionalDependencies)) add(at, wanted, true);
  };
  for (const name of names) add('', name, false);
  return [...found].toSorted();
}
