import { enforced, type Finding, missing, partial, reading, unknown } from './control.ts';

/** /proc/sys/kernel/sysrq: 0 off, 1 everything, else a mask (kernel's admin-guide/sysrq.rst). */
export const readSysrq = reading((text): Finding | null => {
  const value = /^(\d{1,3})\n?$/.exec(text)?.[1];
  if (value === undefined) return null;
  const mask = Number(value);
  if (mask === 0) return enforced('off');
  return mask === 1 ? missing('everything is allowed') : partial(`some keys are allowed (${mask})`);
});

/** /proc/sys/kernel/yama/ptrace_scope (kernel's LSM/Yama.rst). */
export const readPtrace = reading((text): Finding | null => {
  const value = /^([0-3])\n?$/.exec(text)?.[1];
  if (value === undefined) return null;
  if (value === '0') return missing('any program of this user may look into another');
  return value === '1'
    ? partial('a program may look into those that it started')
    : enforced(`scope ${value}`);
});

/** `key=value` lines of a systemd configuration; the last one counts. `null` where the section is not there. */
function settingsOf(text: string, section: string): ReadonlyMap<string, string> | null {
  if (!text.split('\n').includes(`[${section}]`)) return null;
  const lines = text.split('\n').flatMap((line) => {
    const [, key, value] = /^([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return key !== undefined && value !== undefined ? [[key, value] as const] : [];
  });
  return new Map(lines);
}

/** logind.conf(5): by default six terminals get a login when they are switched to, and the sixth is kept free for one. */
export const readConsoles = reading((text): Finding | null => {
  const settings = settingsOf(text, 'Login');
  if (!settings) return null;
  const zero = ['NAutoVTs', 'ReserveVT'].filter((key) => settings.get(key) === '0');
  if (zero.length === 2) return enforced('no terminal gets a login by itself');
  return zero.length === 1 ? partial(`${zero[0]} is 0, the other is not`) : missing('terminals get a login');
});

/** logind.conf(5): HandlePowerKey is poweroff by default, HandleLidSwitch suspend. */
export const readPowerKeys = reading((text): Finding | null => {
  const settings = settingsOf(text, 'Login');
  if (!settings) return null;
  const keys = ['HandlePowerKey', 'HandleSuspendKey', 'HandleLidSwitch'];
  const ignored = keys.filter((key) => settings.get(key) === 'ignore');
  if (ignored.length === keys.length) return enforced('power key, sleep key and lid do nothing');
  return ignored.length > 0
    ? partial(`only ${ignored.join(', ')}`)
    : missing('the key or the lid ends the session');
});

/** `loginctl list-sessions --no-legend`: session, uid, user, seat and more; a session without a seat is a remote one. */
export const readSessions = reading((text): Finding | null => {
  const rows = text.split('\n').filter((line) => line.trim() !== '');
  const sessions = rows.map((row) => /^\s*(c?\d+)\s+\d+\s+\S+\s+(\S+)/.exec(row));
  if (rows.length === 0 || sessions.some((session) => session === null)) return null;
  if (sessions.length > 1) return missing(`${sessions.length} sessions are open`);
  return partial('one session is open; whether another may begin is not known from here');
});

/** `systemctl show ctrl-alt-del.target --property=LoadState` */
export const readCtrlAltDel = reading((text): Finding | null => {
  if (text === 'LoadState=masked\n') return enforced('masked');
  return text === 'LoadState=loaded\n' ? missing('it restarts the machine') : null;
});

/** `modprobe --showconfig`: an `install` line that runs something else wins over loading by hand, a blacklist does not. */
export const readUsbStorage = reading((text): Finding | null => {
  const lines = text.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
  if (!lines.some((line) => /^(alias|options|install|blacklist|softdep) \S/.test(line))) return null;
  if (lines.some((line) => /^install usb[-_]storage (\/usr)?\/s?bin\/(false|true)$/.test(line))) {
    return enforced('the driver cannot be loaded');
  }
  return lines.some((line) => /^blacklist usb[-_]storage$/.test(line))
    ? partial('the driver is not loaded by itself, but can be')
    : missing('the driver is loaded when a stick is plugged in');
});

/** /proc/net/tcp: local address and state in hex (proc_net_tcp.rst); 0A is LISTEN. The text holds both IPv4 and IPv6. */
export const readListening = reading((text): Finding | null => {
  const [head, ...rows] = text.split('\n').filter((line) => line.trim() !== '');
  if (!/^\s*sl\s+local_address\s+\S+\s+st\s/.test(head ?? '')) return null;
  const sockets = rows.map((row) => /^\s*\d+: ([0-9A-F]{8}):([0-9A-F]{4}) \S+ ([0-9A-F]{2}) /.exec(row));
  if (sockets.some((socket) => socket === null)) return null;
  const open = sockets.filter((socket) => socket?.[3] === '0A' && !socket[1]?.endsWith('7F'));
  const ports = [...new Set(open.map((socket) => Number.parseInt(socket?.[2] ?? '', 16)))].toSorted(
    (a, b) => a - b,
  );
  return ports.length === 0
    ? partial('nothing listens on IPv4; IPv6 was not looked at')
    : missing(`ports ${ports.slice(0, 5).join(', ')}`);
});

/** `gsettings get`: `true` or `false`. GNOME's settings say nothing of another desktop, so they never enforce. */
export function readSwitch(wanted: 'true' | 'false', whenSo: string, whenNot: string) {
  return reading((text): Finding | null => {
    const value = text.trim();
    if (value === wanted) return partial(`${whenSo} in GNOME’s settings; no other desktop was looked at`);
    return value === 'true' || value === 'false' ? missing(whenNot) : null;
  });
}

/** `apt-config dump Unattended-Upgrade::Automatic-Reboot`; it prints nothing where the value is not set. */
export const readUpdateReboot = reading((text): Finding | null => {
  if (text === '') return unknown('not set');
  const value = /^Unattended-Upgrade::Automatic-Reboot "(true|false)";\s*$/.exec(text)?.[1];
  if (value === undefined) return null;
  return value === 'false' ? enforced('updates never restart it') : missing('updates may restart it');
});

/** Programs that this one can be. */
const OURS = /^([\w./-]*\/)?(node|electron|latchkey)$/i;

/** /proc/self/cmdline: this process and how it was started, NUL between the words. */
export const readDebugging = reading((text): Finding | null => {
  const [program = '', ...words] = text.split('\0').slice(0, -1);
  if (!text.endsWith('\0') || !OURS.test(program)) return null;
  const port = words.find((word) => /^--(inspect|debug|remote-debugging)/.test(word));
  return port === undefined
    ? enforced('this program was started without one')
    : missing(`${port.split('=')[0]}`);
});

/** `mokutil --sb-state` */
export const readSecureBoot = reading((text): Finding | null => {
  if (/^SecureBoot enabled\s*$/.test(text)) return enforced('on');
  return /^SecureBoot disabled\s*/.test(text) ? missing('off') : null;
});
