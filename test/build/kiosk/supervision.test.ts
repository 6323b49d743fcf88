import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXITS, isRestarted, RESTART_MS, SECONDS_BETWEEN_STARTS } from '../../../build/kiosk/restart.ts';
import { launchAgent } from '../../../build/setup/macos/launchd.ts';
import { writePlist } from '../../../build/setup/macos/plist.ts';
import { shellLauncher } from '../../../build/setup/windows/shell.ts';
import { all, plistDict, readXml } from './well-formed.ts';

const FOLDER = join(import.meta.dirname, '../../../build/kiosk');
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

/** Exit codes after which nobody starts the kiosk again. */
const LEAVING = EXITS.filter((row) => row.does === 'leave').map(({ code }) => code);

test('a crash, a kill and an unknown code start it again; a released and an abandoned device do not', () => {
  expect([null, 1, 2, 137, 255].map(isRestarted)).toEqual([true, true, true, true, true]);
  expect(LEAVING).toEqual([0, 3]);
  expect(LEAVING.map((code) => isRestarted(code as number))).toEqual([false, false]);
  expect(Math.max(RESTART_MS, SECONDS_BETWEEN_STARTS * 1000)).toBeLessThan(3000);
});

test('the main process ends with the codes of the table', () => {
  const main = readFileSync(join(FOLDER, '../../electron/main.ts'), 'utf8');
  expect(main).toMatch(/app\.exit\(/);
  expect(main).toMatch(/ABANDONED_EXIT = 3|finished \? 0 : 1/);
});

describe('systemd', () => {
  const unit = read('linux/latchkey-kiosk.service');
  const settings = new Map(
    [...unit.matchAll(/^(\w+)=(.*)$/gm)].map(([, key = '', value = '']) => [key, value]),
  );

  test('restarts after the time of the table, and never gives up', () => {
    expect(settings.get('Restart')).toBe('always');
    expect(settings.get('RestartSec')).toBe(`${RESTART_MS}ms`);
    expect(settings.get('StartLimitIntervalSec')).toBe('0');
    expect(settings.get('RestartPreventExitStatus')).toBe(LEAVING.join(' '));
  });

  test('runs one app in cage, without VT switching, as a user of its own', () => {
    expect(settings.get('ExecStart')).toBe(
      '/usr/bin/cage -d -- /opt/Latchkey/latchkey --ozone-platform=wayland',
    );
    expect(settings.get('User')).toBe('latchkey');
  });

  test.each([
    ['KillMode', 'mixed'],
    ['LimitCORE', '0'],
    ['NoNewPrivileges', 'yes'],
    ['CapabilityBoundingSet', ''],
    ['ProtectSystem', 'strict'],
    ['InaccessiblePaths', '-/home -/root'],
    ['PrivateTmp', 'yes'],
    ['ProtectKernelTunables', 'yes'],
    ['ProtectKernelModules', 'yes'],
    ['RestrictSUIDSGID', 'yes'],
    ['StateDirectoryMode', '0700'],
    ['UMask', '0077'],
  ])('%s=%s', (key, value) => expect(settings.get(key)).toBe(value));

  // Each of them takes away what the session lives on: /run/user, and every device but the clock (systemd.exec(5)).
  test.each(['ProtectHome', 'ProtectClock', 'PrivateDevices', 'DevicePolicy'])('%s is not asked for', (key) =>
    expect(settings.has(key)).toBe(false),
  );

  test('no other virtual terminal has a login, and the keyboard no SysRq', () => {
    expect(read('linux/logind-latchkey.conf')).toMatch(/^NAutoVTs=0\nReserveVT=0$/m);
    expect(read('linux/sysctl-latchkey.conf')).toMatch(/^kernel\.sysrq = 0$/m);
  });
});

describe('Shell Launcher', () => {
  const root = readXml(shellLauncher('LatchkeyKiosk'));

  test('is the schema of 2018 with the app type of 2019', () => {
    expect(root.name).toBe('ShellLauncherConfiguration');
    expect(root.attributes).toEqual({
      xmlns: 'http://schemas.microsoft.com/ShellLauncher/2018/Configuration',
      'xmlns:V2': 'http://schemas.microsoft.com/ShellLauncher/2019/Configuration',
    });
    expect(root.children.map(({ name }) => name)).toEqual(['Profiles', 'Configs']);
  });

  test('starts the kiosk again after every end but those of the table', () => {
    const actions = all(root, 'ReturnCodeAction').map(({ attributes }) => attributes);
    expect(actions.map(({ ReturnCode }) => Number(ReturnCode))).toEqual(LEAVING);
    expect(actions.map(({ Action }) => Action)).toEqual(['DoNothing', 'ShutdownDevice']);
    expect(all(root, 'DefaultAction')[0]?.attributes).toEqual({ Action: 'RestartShell' });
  });

  test('the account’s profile is one that is defined, and Explorer is for others only', () => {
    const [defined] = all(all(root, 'Profiles')[0]!, 'Profile');
    const [used] = all(all(root, 'Config')[0]!, 'Profile');
    expect(used?.attributes.Id).toBe(defined?.attributes.Id);
    expect(all(defined!, 'Shell')[0]?.attributes.Shell).toBe('%ProgramFiles%\\Latchkey\\Latchkey.exe');
    expect(all(root, 'Shell')).toHaveLength(2);
  });
});

test('launchd starts the kiosk again after every end but exit 0, and writes no core', () => {
  const root = readXml(writePlist(launchAgent()));
  expect(root.attributes).toEqual({ version: '1.0' });
  const job = plistDict(root.children[0]!);
  expect(job.Label?.text).toBe('com.latchkey.kiosk');
  expect(plistDict(job.KeepAlive!).SuccessfulExit?.name).toBe('false');
  expect(job.RunAtLoad?.name).toBe('true');
  expect(Number(job.ThrottleInterval?.text)).toBe(SECONDS_BETWEEN_STARTS);
  expect(plistDict(job.HardResourceLimits!).Core?.text).toBe('0');
  expect(job.LimitLoadToSessionType?.text).toBe('Aqua');
});

test.each(['<a>', '<a></b>', '<a/><b/>', '<a x="1" x="2"/>', '<a><</a>', 'text'])(
  '%s is not well-formed',
  (xml) => {
    expect(() => readXml(xml)).toThrow(SyntaxError);
  },
);
