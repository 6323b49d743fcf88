import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ControlState } from '../../../electron/contract/lockdown.ts';
import { LINUX_CONTROLS } from '../../../electron/lockdown/linux.ts';

/*
 * Recorded: logind.txt is `systemd-analyze cat-config systemd/logind.conf` of Debian 12 (systemd 252) as installed, tcp.txt the
 * first lines of /proc/net/tcp of a Linux 6 machine with one open port and one on loopback. The apt-config line is apt 2.6's.
 * Documented: sysrq and ptrace_scope (kernel admin-guide), ps args (procps), `loginctl list-sessions` and `systemctl show`
 * (systemd 252's manual pages), modprobe.d(5), `gsettings get` (glib), mokutil(1).
 */
const recorded = (name: string) => readFileSync(join(import.meta.dirname, 'recorded', name), 'utf8');
const LOGIND = recorded('logind.txt');
const KIOSK = ['/sbin/init', 'cage -- /opt/latchkey/latchkey', 'ps -eo args=', ''].join('\n');
const DESKTOP = ['/sbin/init', '/usr/bin/gnome-shell', 'ps -eo args=', ''].join('\n');

function judge(control: string, text: string): ControlState {
  const row = LINUX_CONTROLS.find((entry) => entry.control === control);
  if (!row) throw new TypeError(control);
  return row.read({ said: 'text', text }).state;
}

test.each<[string, string, ControlState]>([
  ['shell', KIOSK, 'enforced'],
  ['shell', DESKTOP, 'missing'],
  ['shell', '/sbin/init\nps -eo args=\n', 'unknown'],
  ['vt-switching', KIOSK, 'enforced'],
  ['vt-switching', KIOSK.replace('cage --', 'cage -s --'), 'missing'],
  ['vt-switching', KIOSK.replace('cage --', 'cage -ds --'), 'missing'],
  ['vt-switching', KIOSK.replace('cage --', 'cage'), 'partial'],
  ['vt-switching', DESKTOP, 'missing'],
  ['notifications', KIOSK, 'enforced'],
  ['notifications', KIOSK.replace('/sbin/init', 'mako'), 'missing'],
  ['consoles', LOGIND, 'missing'],
  ['consoles', `${LOGIND}\n[Login]\nNAutoVTs=0\n`, 'partial'],
  ['consoles', `${LOGIND}\n[Login]\nNAutoVTs=0\nReserveVT=0\n`, 'enforced'],
  ['power-keys', LOGIND, 'missing'],
  ['power-keys', '[Login]\nHandleLidSwitch=ignore\n', 'partial'],
  [
    'power-keys',
    '[Login]\nHandleLidSwitch=ignore\nHandlePowerKey=ignore\nHandleSuspendKey=ignore\n',
    'enforced',
  ],
  ['second-session', '     2 1000 kiosk seat0 tty1\n', 'partial'],
  ['second-session', '     2 1000 kiosk seat0 tty1\n    c1 120 gdm seat0 tty2\n', 'missing'],
  ['sysrq', '0\n', 'enforced'],
  ['sysrq', '1\n', 'missing'],
  ['sysrq', '438\n', 'partial'],
  ['ptrace', '0\n', 'missing'],
  ['ptrace', '1\n', 'partial'],
  ['ptrace', '2\n', 'enforced'],
  ['ctrl-alt-del', 'LoadState=masked\n', 'enforced'],
  ['ctrl-alt-del', 'LoadState=loaded\n', 'missing'],
  ['accessibility-keys', 'false\n', 'partial'],
  ['accessibility-keys', 'true\n', 'missing'],
  ['screen-lock', 'true\n', 'partial'],
  ['user-switching', 'false\n', 'missing'],
  ['usb-storage', 'install usb_storage /bin/false\nalias char-major-10-1 psaux\n', 'enforced'],
  ['usb-storage', 'blacklist usb-storage\n', 'partial'],
  ['usb-storage', 'alias char-major-10-1 psaux\n', 'missing'],
  ['remote-access', recorded('tcp.txt'), 'missing'],
  ['remote-access', recorded('tcp.txt').split('\n').toSpliced(1, 1).join('\n'), 'partial'],
  ['update-reboot', 'Unattended-Upgrade::Automatic-Reboot "false";\n', 'enforced'],
  ['update-reboot', 'Unattended-Upgrade::Automatic-Reboot "true";\n', 'missing'],
  ['update-reboot', '', 'unknown'],
  ['debug-ports', '/opt/latchkey/latchkey\0--kiosk\0', 'enforced'],
  ['debug-ports', '/opt/latchkey/latchkey\0--remote-debugging-port=9222\0', 'missing'],
  ['debug-ports', '/usr/bin/node\0--inspect\0main.js\0', 'missing'],
  ['secure-boot', 'SecureBoot enabled\n', 'enforced'],
  ['secure-boot', 'SecureBoot disabled\nPlatform is in Setup Mode\n', 'missing'],
])('%s: %j is %s', (control, text, expected) => {
  expect(judge(control, text)).toBe(expected);
});

test('a word that only looks like a switch of cage is the program’s own', () => {
  expect(judge('vt-switching', KIOSK.replace('latchkey\n', 'latchkey -s\n'))).toBe('enforced');
});
