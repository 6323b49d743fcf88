import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles } from '../stage.ts';
import { STAND_IN_MARK } from '../stand-in.ts';
import { controlFile, debianArchitecture, debianVersion } from './control.ts';
import { layTree } from './tree.ts';

const HERE = import.meta.dirname;
const SCRIPTS = ['postinst', 'prerm', 'postrm'] as const;

export interface DebOptions {
  readonly root: string;
  /** electron-builder's `linux-unpacked`. */
  readonly unpacked: string;
  /** Where the .deb is written. */
  readonly output: string;
  readonly sbom: string;
  readonly version: string;
  readonly arch: string;
  /** Seconds since 1970; the times inside the package. */
  readonly sourceDate: number;
  /** Default: xz. `none` is for a test that only wants to install it. */
  readonly compression?: 'xz' | 'none';
}

/** Makes a Debian package of an unpacked folder with `dpkg-deb`, the same bytes each time. @returns its path */
export function buildDeb(options: DebOptions): string {
  const { root, unpacked, output, sbom, version, arch, sourceDate, compression = 'xz' } = options;
  const standIn = existsSync(join(unpacked, STAND_IN_MARK));
  const name = `latchkey_${debianVersion(version, standIn)}_${debianArchitecture(arch)}.deb`;
  const tree = mkdtempSync(join(tmpdir(), 'latchkey-deb-'));
  try {
    layTree(tree, { root, unpacked, sbom, version, standIn, date: new Date(sourceDate * 1000) });
    const files = listFiles(tree);
    const bytes = files.reduce((sum, file) => sum + statSync(join(tree, file)).size, 0);
    const sums = files.map((file) => `${md5(join(tree, file))}  ${file}\n`).join('');
    mkdirSync(join(tree, 'DEBIAN'));
    const control = controlFile({ version, arch, installedKiB: Math.ceil(bytes / 1024), standIn });
    write(tree, 'control', control, 0o644);
    write(tree, 'md5sums', sums, 0o644);
    for (const script of SCRIPTS) write(tree, script, readFileSync(join(HERE, script), 'utf8'), 0o755);
    mkdirSync(output, { recursive: true });
    run(['--root-owner-group', `-Z${compression}`, '--build', tree, join(output, name)], sourceDate);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
  return join(output, name);
}

/** Debian's own format for `debsums`; what proves the package is the archive's signature, not this. */
function md5(file: string): string {
  return createHash('md5').update(readFileSync(file)).digest('hex');
}

function write(tree: string, name: string, content: string, mode: number): void {
  writeFileSync(join(tree, 'DEBIAN', name), content);
  chmodSync(join(tree, 'DEBIAN', name), mode);
}

function run(args: readonly string[], sourceDate: number): void {
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(sourceDate) };
  const { status, stderr, error } = spawnSync('dpkg-deb', args, { encoding: 'utf8', env });
  if (status !== 0) throw new TypeError(`dpkg-deb: ${error?.message ?? stderr}`);
}
