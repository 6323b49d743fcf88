import { join } from 'node:path';
import { Arch, build, type CliOptions, Platform } from 'electron-builder';
import { builderConfig, type Signing } from './config.ts';
import type { Unpacked } from './inspect.ts';
import type { StagedApp } from './stage.ts';

/** What is packed, for which machine. */
export interface PackOptions {
  readonly root: string;
  readonly app: StagedApp;
  readonly output: string;
  readonly electronDist: string;
  readonly platform: NodeJS.Platform;
  readonly arch: 'x64' | 'arm64';
  /** Stop at the unpacked folder, without installers. */
  readonly onlyFolder: boolean;
  readonly signing: Signing | null;
}

const PLATFORMS: ReadonlyMap<NodeJS.Platform, Platform> = new Map([
  ['linux', Platform.LINUX],
  ['darwin', Platform.MAC],
  ['win32', Platform.WINDOWS],
]);

/** Runs electron-builder. @returns where the unpacked package is */
export async function pack(options: PackOptions): Promise<Unpacked> {
  const { root, app, output, platform, arch } = options;
  const target = PLATFORMS.get(platform);
  if (target === undefined) throw new TypeError(`no packages for ${platform}`);
  const config = builderConfig({
    root,
    app: app.folder,
    output,
    electronDist: options.electronDist,
    electronVersion: app.info.electron,
    signing: options.signing,
  });
  const cli: CliOptions = {
    projectDir: root,
    publish: 'never',
    config,
    targets: target.createTarget(options.onlyFolder ? 'dir' : null, arch === 'x64' ? Arch.x64 : Arch.arm64),
  };
  await build(cli);
  return { ...locate(output, platform, arch), platform, arch, packages: app.packages };
}

/** Where electron-builder leaves the unpacked package. */
function locate(
  output: string,
  platform: NodeJS.Platform,
  arch: string,
): { resources: string; program: string } {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'darwin') {
    const program = join(output, `mac${suffix}`, 'Latchkey.app');
    return { program, resources: join(program, 'Contents/Resources') };
  }
  const folder = join(output, `${platform === 'win32' ? 'win' : 'linux'}${suffix}-unpacked`);
  return {
    program: join(folder, platform === 'win32' ? 'Latchkey.exe' : 'latchkey'),
    resources: join(folder, 'resources'),
  };
}
