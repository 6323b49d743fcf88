import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, getRawHeader, listPackage, statFile, uncacheAll } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { FUSES, type FuseRow, isFuseOn } from '../../electron/kiosk/fuses.ts';
import { secretsIn, strangeFiles } from './contents.ts';
import { nativeKind } from './native.ts';

/** A package, unpacked. */
export interface Unpacked {
  /** The folder with the app's `app.asar`. */
  readonly resources: string;
  /** What @electron/fuses reads: the executable, or the `.app`. */
  readonly program: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Names of the npm packages that it may hold. */
  readonly packages: readonly string[];
}

interface AsarFile {
  readonly path: string;
  readonly unpacked: boolean;
  readonly hash: string | undefined;
  readonly bytes: Buffer;
}

/** Every file of the app, packed and unpacked, by the header of its asar. */
function readApp(resources: string): readonly AsarFile[] {
  const asar = join(resources, 'app.asar');
  // The library remembers headers by name; the file under it may be another one by now.
  uncacheAll();
  return listPackage(asar, { isPack: false }).flatMap((listed): readonly AsarFile[] => {
    const path = listed.replaceAll('\\', '/').replace(/^\//, '');
    const entry = statFile(asar, path, false);
    if ('files' in entry) return [];
    if ('link' in entry) return [{ path, unpacked: false, hash: undefined, bytes: Buffer.alloc(0) }];
    const unpacked = entry.unpacked === true;
    const beside = join(`${asar}.unpacked`, path);
    const bytes = unpacked
      ? existsSync(beside)
        ? readFileSync(beside)
        : Buffer.alloc(0)
      : extractFile(asar, path);
    return [{ path, unpacked, hash: entry.integrity?.hash, bytes }];
  });
}

/** SHA-256 of the asar's header: what macOS and Windows hold against it at every start, and what covers all hashes inside. */
export function headerHash(resources: string): string {
  return createHash('sha256')
    .update(getRawHeader(join(resources, 'app.asar')).headerString)
    .digest('hex');
}

function judgeFile(file: AsarFile, { platform, arch }: Unpacked): string[] {
  const findings = secretsIn(file.bytes.toString('latin1')).map((kind) => `${file.path}: ${kind}`);
  if (createHash('sha256').update(file.bytes).digest('hex') !== file.hash)
    findings.push(`${file.path}: not what its hash says`);
  if (!file.path.endsWith('.node')) return findings;
  if (!file.unpacked) findings.push(`${file.path}: native code inside the asar`);
  const kind = nativeKind(file.bytes);
  if (kind?.platform !== platform || kind.arch !== arch)
    findings.push(`${file.path}: not made for ${platform} ${arch}`);
  return findings;
}

/** The fuses that are not set as the table says. */
async function judgeFuses(
  program: string,
  platform: NodeJS.Platform,
  rows: readonly FuseRow[],
): Promise<string[]> {
  const wire: Readonly<Record<string, unknown>> = { ...(await getCurrentFuseWire(program)) };
  const set = Object.keys(wire).filter((key) => /^\d+$/.test(key));
  const unknown = set.filter((key) => !rows.some((row) => String(row.index) === key));
  const wrong = rows.filter(
    (row) => wire[row.index] !== (isFuseOn(row, platform) ? FuseState.ENABLE : FuseState.DISABLE),
  );
  return [
    ...unknown.map((key) => `fuse ${FuseV1Options[Number(key)] ?? key}: in no row of the table`),
    ...wrong.map((row) => `fuse ${row.fuse}: not as the table says`),
  ];
}

/** Everything that is wrong with a package; empty when nothing is. What it says is meant for whoever builds. */
export async function inspectPackage(
  unpacked: Unpacked,
  rows: readonly FuseRow[] = FUSES,
): Promise<string[]> {
  const files = readApp(unpacked.resources);
  const paths = files.map((file) => file.path);
  const missing = [
    'package.json',
    'build-info.json',
    'out/start.js',
    'out/main.js',
    'out/preload.cjs',
  ].filter((path) => !paths.includes(path));
  const loose = ['app', 'default_app.asar'].filter((name) => existsSync(join(unpacked.resources, name)));
  const native = files.some((file) => file.path.endsWith('.node'));
  return [
    ...missing.map((path) => `${path}: missing`),
    ...loose.map((name) => `${name}: beside the asar, Electron could start it instead`),
    ...(native ? [] : ['no keychain library for this platform']),
    ...strangeFiles(paths, unpacked.packages).map((path) => `${path}: in no row of the allow-list`),
    ...files.flatMap((file) => judgeFile(file, unpacked)),
    ...(await judgeFuses(unpacked.program, unpacked.platform, rows)),
  ];
}
