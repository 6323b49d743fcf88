import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from '../preview/find-browser.ts';

/** A kind of test that needs more than npm brings. Its tests carry the ending in their names. */
export interface Need {
  readonly ending: string;
  readonly what: string;
  readonly remedy: string;
  readonly met: () => boolean;
}

function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

export const NEEDS: readonly Need[] = [
  {
    ending: 'browser',
    what: 'screens and flow in a real browser',
    remedy: 'install Chromium, Chrome or Edge (Debian: apt-get install chromium)',
    met: () => findBrowser() !== null,
  },
  {
    ending: 'keychain',
    what: 'the vault in a real keychain',
    remedy: 'Debian: apt-get install gnome-keyring dbus dbus-x11',
    met: () => runs('gnome-keyring-daemon', '--version') && runs('dbus-run-session', '--version'),
  },
  {
    ending: 'clock',
    what: 'real processes whose clock is wrong, and passes that run out',
    remedy: 'Debian: apt-get install faketime',
    met: () => runs('faketime', '--version'),
  },
  {
    ending: 'tpm',
    what: 'TPM credentials against swtpm',
    remedy: 'Debian: apt-get install swtpm swtpm-tools tpm2-tools',
    met: () => runs('swtpm', '--version') && runs('tpm2_getcap', '--version'),
  },
  {
    ending: 'systemd',
    what: 'units and profile of the kiosk before the checkers of systemd and AppArmor',
    remedy: 'Debian: apt-get install systemd apparmor',
    met: () => runs('systemd-analyze', '--version') && runs('apparmor_parser', '--version'),
  },
  {
    ending: 'checker',
    what: 'files of the set-ups for Windows and macOS before the checkers that run here, and a Mac’s set-up by another shell',
    remedy: 'Debian: apt-get install dash util-linux shellcheck libplist-utils libxml2-utils',
    met: () =>
      runs('dash', '-c', 'exit') &&
      runs('setsid', '--version') &&
      runs('shellcheck', '--version') &&
      runs('plistutil', '--version') &&
      runs('xmllint', '--version'),
  },
  {
    ending: 'cage',
    what: 'the kiosk’s session in cage, without a screen',
    remedy: 'Debian: apt-get install cage xwayland',
    met: () => runs('cage', '-v') && existsSync('/usr/bin/Xwayland'),
  },
  {
    ending: 'deb',
    what: 'Debian’s package, installed into a clean Debian',
    remedy: 'Debian, as root: apt-get install lintian debootstrap desktop-file-utils',
    met: () =>
      process.getuid?.() === 0 &&
      runs('dpkg-deb', '--version') &&
      runs('lintian', '--version') &&
      runs('debootstrap', '--version') &&
      runs('desktop-file-validate', '--help'),
  },
  {
    ending: 'long',
    what: 'the long runs: day two, kills of the directory and of a second run, hand-over, bad lines, packages and benches',
    remedy: 'LATCHKEY_LONG=1 npm test (CI always runs them)',
    met: () => process.env.CI === 'true' || process.env.LATCHKEY_LONG === '1',
  },
];
