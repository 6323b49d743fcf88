import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { flipFuses } from '@electron/fuses';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { fuseConfig } from './fuses.ts';

/** Never changed: Windows and macOS know the installed product by it, and Touch ID's keys hang on it. */
export const APP_ID = 'com.latchkey.agent';

/** What differs from build to build; everything else is below, as constants. */
export interface BuildOptions {
  /** The repository. */
  readonly root: string;
  /** The staged app: `package.json`, `out/` and `node_modules/`. */
  readonly app: string;
  readonly output: string;
  /** Folder with an unpacked Electron, or with the stand-in for one. */
  readonly electronDist: string;
  readonly electronVersion: string;
  readonly signing: Signing | null;
}

/** What release machines know of the signing identities. The secrets themselves are read by electron-builder. */
export interface Signing {
  /** `entitlements.plist` with the team's keychain group; macOS only. */
  readonly entitlements: string | null;
  readonly provisioningProfile: string | null;
  readonly notarize: boolean;
}

/** Linux files that belong to the machine and not to the app. Debian's package takes the same ones. */
export const LINUX_FILES: readonly { readonly from: string; readonly to: string; readonly why: string }[] = [
  {
    from: 'build/kiosk/linux/latchkey-kiosk.service',
    to: '/usr/lib/systemd/system/latchkey-kiosk.service',
    why: 'the first-boot session; installed, never enabled by a package',
  },
  {
    from: 'build/kiosk/linux/logind-latchkey.conf',
    to: '/usr/share/latchkey/kiosk/logind-latchkey.conf',
    why: 'whoever sets up a kiosk puts it in place; a laptop that only has the package keeps its terminals',
  },
  {
    from: 'build/kiosk/linux/sysctl-latchkey.conf',
    to: '/usr/share/latchkey/kiosk/sysctl-latchkey.conf',
    why: 'the same',
  },
  {
    from: 'build/package/deb/latchkey.sh',
    to: '/usr/bin/latchkey',
    why: 'the terminal host',
  },
  {
    from: 'build/package/deb/latchkey-setup.sh',
    to: '/usr/bin/latchkey-setup',
    why: 'the first-boot set-up, which the release runs too',
  },
  {
    from: 'build/kiosk/linux/kiosk-session',
    to: '/usr/lib/latchkey/kiosk-session',
    why: 'the kiosk where greetd starts it',
  },
];

/** electron-builder fills these in; in its own notation they would look like templates of ours. */
const named = (pattern: string): string => pattern.replaceAll('{', '${');

/** Per machine, silent with /S, nothing to choose: IT installs it, and its person never sees it. */
const NSIS: NonNullable<Configuration['nsis']> = {
  oneClick: false,
  perMachine: true,
  selectPerMachineByDefault: true,
  allowElevation: true,
  packElevateHelper: false,
  allowToChangeInstallationDirectory: false,
  createDesktopShortcut: false,
  createStartMenuShortcut: false,
  runAfterFinish: false,
  deleteAppDataOnUninstall: true,
  differentialPackage: false,
  warningsAsErrors: true,
  artifactName: named('{productName}-{version}-{arch}-setup.{ext}'),
};

function windows(options: BuildOptions): NonNullable<Configuration['win']> {
  return {
    target: ['nsis'],
    icon: join(options.root, 'build/icons/latchkey.ico'),
    requestedExecutionLevel: 'asInvoker',
    // A build that is to be signed stops when it cannot be.
    forceCodeSigning: options.signing !== null,
    signExecutable: options.signing !== null,
  };
}

function mac(options: BuildOptions): NonNullable<Configuration['mac']> {
  const { root, signing } = options;
  const entitlements = signing?.entitlements ?? join(root, 'build/entitlements/mac.plist');
  return {
    target: ['dmg', 'pkg'],
    icon: join(root, 'build/icons/latchkey.icns'),
    category: 'public.app-category.utilities',
    minimumSystemVersion: '13.0',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    strictVerify: true,
    entitlements,
    // Not the keychain group: only the app itself talks to Touch ID.
    entitlementsInherit: join(root, 'build/entitlements/mac.inherit.plist'),
    ...(signing?.provisioningProfile ? { provisioningProfile: signing.provisioningProfile } : {}),
    ...(signing === null ? { identity: null } : {}),
    forceCodeSigning: signing !== null,
    notarize: signing?.notarize ?? false,
  };
}

function linux(options: BuildOptions): NonNullable<Configuration['linux']> {
  return {
    target: ['rpm', 'AppImage'],
    icon: join(options.root, 'build/icons/linux'),
    executableName: 'latchkey',
    category: 'System',
    synopsis: 'first-boot sign-in for new laptops',
    maintainer: MAINTAINER,
    vendor: 'The Latchkey authors',
  };
}

/** Whoever ships packages of their own puts their own address here; `.example` reaches nobody. */
export const MAINTAINER = 'The Latchkey authors <packages@latchkey.example>';

/** The name of the program in the unpacked folder; @electron/fuses finds the binary inside a Mac's by itself. */
const PROGRAMS: Readonly<Record<string, string>> = {
  linux: 'latchkey',
  win32: 'Latchkey.exe',
  darwin: 'Latchkey.app',
};

/**
 * Takes away the app that Electron brings for itself and flips all nine fuses, before anything is signed. Not with the
 * packager's own `addElectronFuses`: electron-builder 26 brings an older @electron/fuses, which drops the ninth.
 */
function afterPack(signed: boolean): (context: AfterPackContext) => Promise<void> {
  return async ({ packager, appOutDir, electronPlatformName }) => {
    await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
    const program = join(appOutDir, PROGRAMS[electronPlatformName] ?? '');
    await flipFuses(program, fuseConfig(electronPlatformName as NodeJS.Platform, signed));
  };
}

/**
 * The packages, for electron-builder 26. Debian's package is made from the unpacked folder by `deb/`, with Debian's own
 * tools, so that the package that is tested is the one that is shipped.
 * https://www.electron.build/configuration
 */
export function builderConfig(options: BuildOptions): Configuration {
  const files = LINUX_FILES.map(({ from, to }) => `${join(options.root, from)}=${to}`);
  return {
    appId: APP_ID,
    productName: 'Latchkey',
    copyright: 'Copyright © 2026 The Latchkey authors',
    directories: { app: options.app, output: options.output, buildResources: join(options.root, 'build') },
    electronVersion: options.electronVersion,
    electronDist: options.electronDist,
    // The staged folder is the allow-list (`contents.ts`); nothing of electron-builder's own choice is added to it.
    files: ['package.json', 'build-info.json', 'out/**/*', 'node_modules/**/*'],
    asar: true,
    asarUnpack: ['**/*.node'],
    disableAsarIntegrity: false,
    removePackageScripts: true,
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,
    includePdb: false,
    publish: null,
    afterPack: afterPack(options.signing !== null),
    artifactName: named('{productName}-{version}-{os}-{arch}.{ext}'),
    win: windows(options),
    nsis: NSIS,
    mac: mac(options),
    dmg: { sign: options.signing !== null, writeUpdateInfo: false },
    pkg: {
      installLocation: '/Applications',
      allowAnywhere: false,
      allowCurrentUserHome: false,
      isRelocatable: false,
      overwriteAction: 'upgrade',
    },
    linux: linux(options),
    rpm: { fpm: files, artifactName: named('latchkey-{version}.{arch}.{ext}') },
    // Its file system is the user's own and Electron checks no asar on Linux: to look at, never the hardened channel.
    appImage: { artifactName: named('{productName}-{version}-{arch}-not-hardened.{ext}') },
    toolsets: { appimage: '1.0.3' },
  };
}
