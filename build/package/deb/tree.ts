import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LINUX_FILES } from '../config.ts';
import { changelog } from './control.ts';

const HERE = import.meta.dirname;

/** Files of `build/package/deb/` that are installed as they are. */
const OWN: readonly { readonly from: string; readonly to: string }[] = [
  { from: 'latchkey.desktop', to: '/usr/share/applications/latchkey.desktop' },
  // Not in /etc yet: an AppArmor that does not know user namespaces would refuse to start with it. postinst decides.
  { from: 'apparmor', to: '/usr/share/latchkey/apparmor/latchkey' },
  { from: 'lintian-overrides', to: '/usr/share/lintian/overrides/latchkey' },
];

const ICON_SIZES = [16, 32, 48, 64, 128, 256, 512];

export interface TreeOptions {
  readonly root: string;
  /** The unpacked package. */
  readonly unpacked: string;
  /** The bill of materials, as JSON. */
  readonly sbom: string;
  readonly version: string;
  readonly standIn: boolean;
  readonly date: Date;
}

function put(tree: string, path: string, content: string | Buffer): void {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Everything that the package installs, laid out below `tree`, with modes and times that are the same each time. */
export function layTree(tree: string, options: TreeOptions): void {
  const { root, version, standIn, date } = options;
  cpSync(options.unpacked, join(tree, 'opt/Latchkey'), { recursive: true, verbatimSymlinks: true });
  for (const { from, to } of LINUX_FILES) put(tree, to, readFileSync(join(root, from)));
  for (const { from, to } of OWN) put(tree, to, readFileSync(join(HERE, from)));
  for (const size of ICON_SIZES) {
    const name = `${size}x${size}`;
    const icon = readFileSync(join(root, `build/icons/linux/${name}.png`));
    put(tree, `/usr/share/icons/hicolor/${name}/apps/latchkey.png`, icon);
  }
  put(tree, '/usr/share/latchkey/sbom.cdx.json', options.sbom);
  put(tree, '/usr/share/doc/latchkey/copyright', readFileSync(join(root, 'LICENSE')));
  const history = gzipSync(changelog(version, standIn, date), { level: 9 });
  put(tree, '/usr/share/doc/latchkey/changelog.gz', history);
  settle(tree, date);
}

/** Programs of the package; all else is data. Never set-uid: the sandbox uses user namespaces. */
const RUNS =
  /^(opt\/Latchkey\/(latchkey|chrome-sandbox|chrome_crashpad_handler)|usr\/bin\/latchkey(-setup)?|usr\/lib\/latchkey\/kiosk-session)$/;

/** Modes that no umask of the build machine decides, and the commit's time on everything. */
function settle(tree: string, date: Date, path = ''): void {
  const full = join(tree, path);
  const stat = lstatSync(full);
  if (stat.isSymbolicLink()) return;
  if (stat.isDirectory())
    for (const name of readdirSync(full)) settle(tree, date, path ? `${path}/${name}` : name);
  chmodSync(full, stat.isDirectory() || RUNS.test(path) ? 0o755 : 0o644);
  utimesSync(full, date, date);
}
