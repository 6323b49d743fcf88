import { MAINTAINER } from '../config.ts';

/** A package of Debian’s that Electron loads, and what for. Names of Debian 13 and Ubuntu 24.04 after the bar. */
const ELECTRON_NEEDS: readonly { readonly name: string; readonly why: string }[] = [
  { name: 'libgtk-3-0 | libgtk-3-0t64', why: 'windows and dialogs' },
  { name: 'libnss3', why: 'certificates of the window’s session' },
  { name: 'libasound2 | libasound2t64', why: 'Chromium does not start without its name' },
  { name: 'libgbm1', why: 'drawing without X, which is how cage draws' },
  { name: 'libatspi2.0-0 | libatspi2.0-0t64', why: 'screen readers' },
  { name: 'libxkbcommon0', why: 'keyboards' },
  { name: 'libxss1', why: 'the display does not sleep' },
  { name: 'libxtst6', why: 'loaded by Electron at the start' },
  { name: 'libsecret-1-0', why: 'the keychain' },
];

/** Debian's name of the machine. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

export interface ControlOptions {
  readonly version: string;
  readonly arch: string;
  /** Size of what is installed, in KiB. */
  readonly installedKiB: number;
  /** Is there no Electron in it? Then the kiosk's libraries are not asked for, and the description says why. */
  readonly standIn: boolean;
}

export function debianArchitecture(arch: string): string {
  const name = ARCHITECTURES[arch];
  if (name === undefined) throw new TypeError(`no Debian package for ${arch}`);
  return name;
}

/** A stand-in sorts before the real package of the same version, so that this one replaces it. */
export function debianVersion(version: string, standIn: boolean): string {
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$/.test(version)) throw new TypeError(`${version} is no version`);
  // 1.0.0-rc.1 comes before 1.0.0: Debian writes that with a tilde.
  return `${version.replace('-', '~')}${standIn ? '~standin' : ''}`;
}

/** `DEBIAN/control`. https://www.debian.org/doc/debian-policy/ch-controlfields.html */
export function controlFile({ version, arch, installedKiB, standIn }: ControlOptions): string {
  const needs = ELECTRON_NEEDS.map(({ name }) => name).join(', ');
  return [
    'Package: latchkey',
    `Version: ${debianVersion(version, standIn)}`,
    `Architecture: ${debianArchitecture(arch)}`,
    `Maintainer: ${MAINTAINER}`,
    `Installed-Size: ${installedKiB}`,
    // The keychain's library is native in either.
    `Depends: libc6, libgcc-s1${standIn ? '' : `, ${needs}`}`,
    ...(standIn ? [] : ['Recommends: cage']),
    'Section: admin',
    'Priority: optional',
    'Homepage: https://latchkey.example',
    'Description: first-boot kiosk from sealed box to passwordless sign-in',
    ' Latchkey owns the screen of a new laptop on its first boot, signs its person',
    ' in with a Temporary Access Pass, joins the device to the directory and enrols',
    ' a credential that belongs to this device, proves it, and lets the machine go.',
    ...(standIn
      ? [
          ' .',
          ' This build has a stand-in where Electron would be: it has no kiosk. Its',
          ' terminal host needs Node 24 as "node" on this machine.',
        ]
      : []),
    '',
  ].join('\n');
}

/** The changelog that Debian wants beside the copyright; the history itself is in git. */
export function changelog(version: string, standIn: boolean, date: Date): string {
  const day = `${date.toUTCString().replace('GMT', '+0000')}`;
  return `latchkey (${debianVersion(version, standIn)}) stable; urgency=medium\n\n  * Version ${version}.\n\n -- ${MAINTAINER}  ${day}\n`;
}
