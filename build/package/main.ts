import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sourceDate } from './build-info.ts';
import { checksums } from './checksums.ts';
import type { Signing } from './config.ts';
import { buildDeb } from './deb/build.ts';
import { signedEntitlements } from './entitlements.ts';
import { headerHash, inspectPackage } from './inspect.ts';
import { refusedLicences } from './licences.ts';
import { pack } from './pack.ts';
import { packageSbom } from './sbom.ts';
import { readLock, stageApp } from './stage.ts';
import { makeStandIn } from './stand-in.ts';

const ROOT = join(import.meta.dirname, '../..');

const USAGE = `npm run package -- [OPTIONS]

  --dir             only the unpacked folder, inspected; no installers
  --deb             Debian’s package as well (Linux, needs dpkg-deb)
  --electron DIR    an unpacked Electron; without it, the one that npx install-electron fetched
  --arch x64|arm64  default: this machine’s
  --output DIR      default: out/package
  --signed          sign, with the identities that the environment names (docs/packages.md)

Without --dir: the installers of this system too. Where there is no Electron, --dir and --deb build the folder for Linux
with a stand-in, and no installer: such a package has the terminal host and no kiosk.`;

interface Wanted {
  readonly onlyFolder: boolean;
  readonly deb: boolean;
  readonly electron: string | null;
  readonly arch: 'x64' | 'arm64';
  readonly output: string;
  readonly signed: boolean;
}

function readArguments(args: readonly string[]): Wanted | string {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'boolean', default: false },
      deb: { type: 'boolean', default: false },
      electron: { type: 'string' },
      arch: { type: 'string', default: process.arch },
      output: { type: 'string', default: join(ROOT, 'out/package') },
      signed: { type: 'boolean', default: false },
    },
  });
  const { arch, deb } = values;
  if (arch !== 'x64' && arch !== 'arm64') return `There are packages for x64 and arm64, not for ${arch}.`;
  if (deb && process.platform !== 'linux') return 'Debian’s package is made on Linux.';
  const fetched = join(ROOT, 'node_modules/electron/dist');
  const electron = values.electron ? resolve(values.electron) : existsSync(fetched) ? fetched : null;
  if (electron === null && !(values.dir || deb)) return 'Installers need Electron: npx install-electron.';
  if (electron === null && process.platform !== 'linux')
    return 'The stand-in for Electron is for Linux only.';
  const output = resolve(values.output);
  return { onlyFolder: values.dir || electron === null, deb, electron, arch, output, signed: values.signed };
}

/** What electron-builder is told of the identities; it reads the secrets itself, from the same environment. */
function readSigning(output: string, env: NodeJS.ProcessEnv): Signing {
  const { APPLE_TEAM_ID: team, LATCHKEY_PROVISIONING_PROFILE: profile, APPLE_API_KEY: key } = env;
  if (!team || !profile) return { entitlements: null, provisioningProfile: null, notarize: Boolean(key) };
  const entitlements = join(output, 'entitlements.plist');
  const plain = readFileSync(join(ROOT, 'build/entitlements/mac.plist'), 'utf8');
  mkdirSync(output, { recursive: true });
  writeFileSync(entitlements, signedEntitlements(plain, team));
  return { entitlements, provisioningProfile: profile, notarize: Boolean(key) };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) return tell(USAGE, 0);
  const wanted = readArguments(args);
  if (typeof wanted === 'string') return tell(wanted, 2);
  const refused = refusedLicences(readLock(ROOT));
  if (refused.length > 0) return tell(`Licences that may not ship:\n${refused.join('\n')}`, 1);
  return makePackages(wanted);
}

async function makePackages(wanted: Wanted): Promise<number> {
  const { output, arch, onlyFolder } = wanted;
  const app = await stageApp(ROOT, join(output, 'app'), process.env);
  const electronDist = wanted.electron ?? join(output, 'stand-in');
  const standIn = wanted.electron === null;
  if (standIn) {
    makeStandIn(electronDist, app.info.electron);
    say('No Electron here: this package gets a stand-in. It has the terminal host, with Node, and no kiosk.');
  }
  const signing = wanted.signed ? readSigning(output, process.env) : null;
  const { platform } = process;
  const dist = join(output, 'dist');
  rmSync(dist, { recursive: true, force: true });
  const unpacked = await pack({
    root: ROOT,
    app,
    output: dist,
    electronDist,
    platform,
    arch,
    onlyFolder,
    signing,
  });
  const findings = await inspectPackage(unpacked);
  if (findings.length > 0) return tell(`This package must not ship:\n${findings.join('\n')}`, 1);
  const { info, shipped } = app;
  const bom = packageSbom({ root: ROOT, info, platform, arch, shipped, standIn });
  const sbom = `${JSON.stringify(bom, null, 2)}\n`;
  writeFileSync(join(dist, `latchkey-${info.version}-${platform}-${arch}.cdx.json`), sbom);
  if (wanted.deb) {
    const folder = join(unpacked.resources, '..');
    const date = sourceDate(ROOT, process.env);
    say(
      buildDeb({
        root: ROOT,
        unpacked: folder,
        output: dist,
        sbom,
        version: info.version,
        arch,
        sourceDate: date,
      }),
    );
  }
  writeFileSync(join(dist, `SHA256SUMS-${platform}-${arch}.txt`), checksums(dist, readdirSync(dist)));
  say(`Inspected, nothing found. Header of the asar: SHA-256 ${headerHash(unpacked.resources)}`);
  say(`Packages: ${dist}`);
  return 0;
}

function tell(text: string, code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
