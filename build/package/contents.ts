/** What may be inside a package, by path. Whatever no row allows stops the build. */
export interface ContentRow {
  readonly path: RegExp;
  readonly why: string;
}

export const CONTENTS: readonly ContentRow[] = [
  { path: /^package\.json$/, why: 'Electron reads the name of the first file in it' },
  { path: /^build-info\.json$/, why: 'which commit this is made of' },
  { path: /^out\/(start|main|cli|setup|shared\d?)\.js$/, why: 'both hosts, the set-up, and what they share' },
  {
    path: /^out\/setup\/(apparmor|[\w-]+\.(service|conf|rules|env|toml))$/,
    why: 'what the first-boot set-up puts into /etc',
  },
  { path: /^out\/preload\.cjs$/, why: 'the bridge' },
  { path: /^out\/renderer\/index\.html$/, why: 'the page' },
  { path: /^out\/renderer\/assets\/[\w.-]+\.(js|css|woff2|svg|png)$/, why: 'what the page is made of' },
];

/** What is taken of an npm package: what runs, and what its licence asks to be passed on. */
const OF_A_PACKAGE: readonly ContentRow[] = [
  { path: /\.(js|cjs|mjs|json)$/, why: 'code and data that runs' },
  { path: /\.node$/, why: 'native code, unpacked beside the asar' },
  {
    path: /(^|\/)(licen[cs]e|notice|copying)[\w.-]*$/i,
    why: 'licences are passed on with what they are for',
  },
];

/** And what is left behind although its name looks like code. */
const NOT_OF_A_PACKAGE: readonly ContentRow[] = [
  { path: /(^|\/)(tests?|__tests__|spec|examples?|docs?|benchmarks?)\//i, why: 'runs nowhere but at home' },
  { path: /\.(test|spec|d)\.[cm]?[jt]s$/, why: 'tests and types' },
  { path: /\.map$/, why: 'a source map holds the sources' },
  { path: /(^|\/)\.[^/]+/, why: 'settings of somebody’s tools' },
  { path: /(^|\/)(tsconfig[\w.]*|package-lock|tslint|\.eslintrc)\.json$/, why: 'the same' },
];

/** Does this file of an npm package, by its path inside it, belong into ours? */
export function isPackaged(path: string): boolean {
  const fits = (rows: readonly ContentRow[]) => rows.some((row) => row.path.test(path));
  return fits(OF_A_PACKAGE) && !fits(NOT_OF_A_PACKAGE);
}

/**
 * The files that may not be here.
 *
 * @param files paths inside the app, with `/`
 * @param packages names of the npm packages that the bundles need. Where they lie is electron-builder's choice: it lays
 *   them out anew
 */
export function strangeFiles(files: readonly string[], packages: readonly string[]): string[] {
  return files.filter((file) => {
    if (CONTENTS.some((row) => row.path.test(file))) return false;
    const inside = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(file);
    const [, owner = '', path = ''] = inside ?? [];
    return !file.startsWith('node_modules/') || !packages.includes(owner) || !isPackaged(path);
  });
}

/** Text that has no place in a package, whoever wrote it. */
const SECRETS: readonly { readonly name: string; readonly found: RegExp }[] = [
  { name: 'private key', found: /-----BEGIN [A-Z ]*PRIVATE KEY-----(\s|\\n)+[A-Za-z0-9+/]{32}/ },
  { name: 'private JWK', found: /["']?\bd["']?\s*:\s*["'][A-Za-z0-9_-]{43,}["']/ },
  { name: 'token of a registry or of GitHub', found: /\b(npm_[A-Za-z0-9]{36}|gh[pousr]_[A-Za-z0-9]{36})\b/ },
  { name: 'client secret', found: /["']?(clientSecret|client_secret)["']?\s*:\s*["'][^"'\s]{16,}["']/ },
  { name: 'source map with sources', found: /sourceMappingURL=data:application\/json/ },
];

/** The kinds of secret that this text holds. */
export function secretsIn(text: string): string[] {
  return SECRETS.filter(({ found }) => found.test(text)).map(({ name }) => name);
}
