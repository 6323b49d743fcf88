import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from './change.ts';

/** What the plan has to know of a machine. */
export interface Machine {
  /** Content of the account files; `null`: not there. */
  readonly passwd: string | null;
  readonly group: string | null;
  readonly shadow: string | null;
  readonly gshadow: string | null;
  /** Whether /etc/latchkey/kiosk.env is there: then IT has written it, and it stays. */
  readonly hasKioskEnv: boolean;
  /** Whether a display manager is enabled. */
  readonly hasDisplayManager: boolean;
  /** What an earlier `apply` chose; `systemd` where there was none. */
  readonly session: Session;
}

/** Where the files that are put in place lie: all of them beside the bundle in a package, in two folders of the repository. */
const PACKED = join(import.meta.dirname, 'setup');
export const SOURCES = [
  join(import.meta.dirname, 'files'),
  join(import.meta.dirname, '../../kiosk/linux'),
] as const;
const folder = (source: string) => (existsSync(PACKED) ? PACKED : source);
const own = (name: string) => readFileSync(join(folder(SOURCES[0]), name), 'utf8');
const shared = (name: string) => readFileSync(join(folder(SOURCES[1]), name), 'utf8');

/** Who starts the kiosk: systemd itself, or greetd on an image whose display manager that is. */
export const SESSIONS = ['systemd', 'greetd'] as const;
export type Session = (typeof SESSIONS)[number];

export const KIOSK_USER = 'latchkey';
const SYSTEMD = '/etc/systemd/system';
export const GREETD_SETTINGS = '/etc/greetd/config.toml';

/** Every change of the first-boot set-up, in the order in which it is made. Pure over the files of this folder. */
export function planLinux(machine: Machine, session: Session = machine.session): Change[] {
  return [
    ...returnChanges(),
    ...accountChanges(machine),
    ...environmentChanges(machine),
    ...(session === 'greetd' ? greetdChanges() : sessionChanges(machine)),
    ...lockChanges(),
    ...(session === 'greetd' ? greetdStartChanges() : startChanges(machine)),
  ];
}

/** What takes a booted systemd, a kernel or a running daemon, and is therefore not done by writing files. */
export const NOT_RUN = [
  'systemctl daemon-reload',
  'sysctl --system',
  'systemctl restart systemd-logind.service',
  'apparmor_parser --replace /etc/apparmor.d/latchkey-kiosk',
  'systemctl isolate graphical.target',
] as const;

/** System ids count down from 999 (useradd(8), SYS_UID_MAX). Pure. */
export function freeId(passwd: string, group: string): number {
  const taken = new Set(
    [...passwd.matchAll(/^[^:\n]*:[^:\n]*:(\d+):/gm), ...group.matchAll(/^[^:\n]*:[^:\n]*:(\d+):/gm)].map(
      ([, id]) => Number(id),
    ),
  );
  for (let id = 999; id >= 100; id -= 1) if (!taken.has(id)) return id;
  throw new RangeError('no system id is free');
}

/** First, and therefore taken back last: a release that a power cut stops goes on at the next start. */
function returnChanges(): Change[] {
  const resume = `${SYSTEMD}/latchkey-release-resume.service`;
  return [
    file(
      `${SYSTEMD}/latchkey-release.service`,
      own('latchkey-release.service'),
      'takes this set-up back after the release',
    ),
    file(resume, own('latchkey-release-resume.service'), 'goes on with a release that a power cut stopped'),
    link(`${SYSTEMD}/multi-user.target.wants/latchkey-release-resume.service`, resume, 'enables it'),
  ];
}

function accountChanges({ passwd, group, shadow, gshadow }: Machine): Change[] {
  if (passwd === null || group === null)
    throw new RangeError('this root has no accounts: /etc/passwd and /etc/group are needed');
  const has = (file: string | null) =>
    file === null || file.split('\n').some((line) => line.startsWith(`${KIOSK_USER}:`));
  // Killed between the group and the user, the user still gets the number of the group.
  const kept = new RegExp(`^${KIOSK_USER}:[^:]*:(\\d+):`, 'm').exec(group)?.[1];
  const id = kept === undefined ? freeId(passwd, group) : Number(kept);
  const rows: readonly (readonly [string, string | null, string, string])[] = [
    ['/etc/group', group, `${KIOSK_USER}:x:${id}:`, 'the group of the kiosk’s user'],
    ['/etc/gshadow', gshadow, `${KIOSK_USER}:!*::`, 'nobody joins it with a password'],
    [
      '/etc/passwd',
      passwd,
      `${KIOSK_USER}:x:${id}:${id}:Latchkey kiosk:/var/lib/latchkey:/usr/sbin/nologin`,
      'a user that can do nothing else',
    ],
    ['/etc/shadow', shadow, `${KIOSK_USER}:!*:::::::`, 'it has no password, and none can be guessed'],
  ];
  return rows
    .filter(([, content]) => !has(content))
    .map(([path, , line, why]) => ({ kind: 'line', path, line, why }));
}

function environmentChanges({ hasKioskEnv }: Machine): Change[] {
  return hasKioskEnv ? [] : [file('/etc/latchkey/kiosk.env', own('kiosk.env'), 'the session reads it')];
}

function sessionChanges({ group }: Machine): Change[] {
  const dropIn = `${SYSTEMD}/latchkey-kiosk.service.d`;
  return [
    file(
      `${SYSTEMD}/latchkey-kiosk.service`,
      shared('latchkey-kiosk.service'),
      'one program in cage on tty1, and again after every end but two',
    ),
    file(
      `${dropIn}/10-session.conf`,
      own('session.conf'),
      'a released device goes back to its ordinary sign-in',
    ),
    ...(/^tss:/m.test(group ?? '')
      ? [file(`${dropIn}/20-tpm.conf`, own('session-groups.conf'), 'the TPM belongs to group tss')]
      : []),
  ];
}

function greetdChanges(): Change[] {
  return [
    file(GREETD_SETTINGS, own('greetd.toml'), 'one session, the kiosk’s, and no greeter'),
    file(`${SYSTEMD}/greetd.service.d/10-latchkey.conf`, own('greetd.conf'), 'greetd never gives up either'),
    file('/etc/tmpfiles.d/latchkey.conf', own('tmpfiles.conf'), 'the state folder, which no unit makes here'),
  ];
}

function lockChanges(): Change[] {
  return [
    file(
      '/etc/systemd/logind.conf.d/latchkey.conf',
      shared('logind-latchkey.conf'),
      'no login on another terminal (E16)',
    ),
    file(
      '/etc/systemd/logind.conf.d/latchkey-keys.conf',
      own('keys.conf'),
      'power key and lid end no run (E14, E15)',
    ),
    file('/etc/sysctl.d/60-latchkey.conf', shared('sysctl-latchkey.conf'), 'no Magic SysRq (E16)'),
    file(
      '/etc/polkit-1/rules.d/10-latchkey.rules',
      own('polkit.rules'),
      'the kiosk’s user may power off and nothing else',
    ),
    file('/etc/apparmor.d/latchkey-kiosk', own('apparmor'), 'no shell, no sudo, no debugger in the session'),
    link(`${SYSTEMD}/ctrl-alt-del.target`, '/dev/null', 'Ctrl+Alt+Del restarts nothing (E2, E14)'),
    link(`${SYSTEMD}/autovt@.service`, '/dev/null', 'a terminal that is switched to gets no login (E16)'),
  ];
}

/** Last, so that a machine on which only half was done boots as it did before. */
function startChanges({ hasDisplayManager }: Machine): Change[] {
  return [
    ...(hasDisplayManager
      ? [
          {
            kind: 'gone',
            path: `${SYSTEMD}/display-manager.service`,
            why: 'it would take the screen; the release puts it back',
          } as const,
        ]
      : []),
    link(`${SYSTEMD}/default.target`, '/lib/systemd/system/graphical.target', 'the kiosk starts with it'),
    link(
      `${SYSTEMD}/graphical.target.wants/latchkey-kiosk.service`,
      `${SYSTEMD}/latchkey-kiosk.service`,
      'enables the kiosk',
    ),
  ];
}

function greetdStartChanges(): Change[] {
  return [
    link(
      `${SYSTEMD}/display-manager.service`,
      '/lib/systemd/system/greetd.service',
      'greetd has the screen; the release puts the other one back',
    ),
    link(`${SYSTEMD}/default.target`, '/lib/systemd/system/graphical.target', 'greetd starts with it'),
  ];
}

function file(path: string, content: string, why: string): Change {
  return { kind: 'file', path, content, mode: 0o644, why };
}

function link(path: string, target: string, why: string): Change {
  return { kind: 'link', path, target, why };
}
