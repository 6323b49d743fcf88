import { expect, test } from 'vitest';
import type { ControlState } from '../../../electron/contract/lockdown.ts';
import type { Observation } from '../../../electron/lockdown/control.ts';
import { WINDOWS_CONTROLS } from '../../../electron/lockdown/windows.ts';

/*
 * Documented outputs, not run here: `reg query` (learn.microsoft.com, windows-server/administration/windows-commands/reg-query),
 * WEKF_PredefinedKey (learn.microsoft.com, configuration/keyboard-filter), `powercfg /query` (powercfg command-line options),
 * Confirm-SecureBootUEFI (SecureBoot module).
 */

const value = (name: string, kind: string, data: string) =>
  `\r\nHKEY_CURRENT_USER\\Software\\Somewhere\r\n    ${name}    ${kind}    ${data}\r\n\r\n`;
const dword = (name: string, number: number) => value(name, 'REG_DWORD', `0x${number.toString(16)}`);
const keys = (rows: readonly { Id: string; Enabled: boolean }[]) => JSON.stringify(rows);
const BLOCKED = ['Alt+Tab', 'Alt+F4', 'Win+L', 'Win+R', 'Ctrl+Esc', 'Ctrl+Alt+Del', 'Shift+Ctrl+Esc'];
const lid = (ac: number, dc: number) =>
  [
    'Power Scheme GUID: 381b4222-f694-41f0-9685-ff5bb260df2e  (Balanced)',
    '  GUID Alias: SCHEME_BALANCED',
    '    Power Setting GUID: 5ca83367-6e45-459f-a27b-476b1d01c936  (Lid close action)',
    '      GUID Alias: LIDACTION',
    '      Possible Setting Index: 000',
    `    Current AC Power Setting Index: 0x0000000${ac}`,
    `    Current DC Power Setting Index: 0x0000000${dc}`,
    '',
  ].join('\r\n');

function judge(control: string, observation: Observation): ControlState {
  const row = WINDOWS_CONTROLS.find((entry) => entry.control === control);
  if (!row) throw new TypeError(control);
  return row.read(observation).state;
}

test.each<[string, string, ControlState]>([
  ['shell', value('Shell', 'REG_SZ', 'explorer.exe'), 'missing'],
  ['shell', value('Shell', 'REG_SZ', '"C:\\Program Files\\Latchkey\\Latchkey.exe"'), 'enforced'],
  ['shell', value('Shell', 'REG_SZ', 'C:\\Windows\\notepad.exe'), 'partial'],
  ['keyboard-filter', keys(BLOCKED.map((Id) => ({ Id, Enabled: true }))), 'enforced'],
  ['keyboard-filter', keys(BLOCKED.map((Id, place) => ({ Id, Enabled: place > 0 }))), 'partial'],
  ['keyboard-filter', keys(BLOCKED.map((Id) => ({ Id, Enabled: false }))), 'missing'],
  ['keyboard-filter', '', 'unknown'],
  ['task-manager', dword('DisableTaskMgr', 1), 'enforced'],
  ['task-manager', dword('DisableTaskMgr', 0), 'missing'],
  ['task-manager', dword('Another', 1), 'unknown'],
  ['screen-lock', dword('DisableLockWorkstation', 1), 'enforced'],
  ['change-password', dword('DisableChangePassword', 0), 'missing'],
  ['sign-out', dword('NoLogoff', 1), 'enforced'],
  ['user-switching', dword('HideFastUserSwitching', 1), 'enforced'],
  ['accessibility-keys', value('Flags', 'REG_SZ', '510'), 'missing'],
  ['accessibility-keys', value('Flags', 'REG_SZ', '506'), 'enforced'],
  ['notifications', dword('NoToastApplicationNotification', 1), 'enforced'],
  ['usb-storage', dword('Start', 4), 'enforced'],
  ['usb-storage', dword('Start', 3), 'missing'],
  ['autorun', dword('NoDriveTypeAutoRun', 255), 'enforced'],
  ['autorun', dword('NoDriveTypeAutoRun', 145), 'missing'],
  ['remote-desktop', dword('fDenyTSConnections', 1), 'enforced'],
  ['update-reboot', dword('NoAutoRebootWithLoggedOnUsers', 1), 'enforced'],
  ['lid', lid(0, 0), 'enforced'],
  ['lid', lid(0, 1), 'partial'],
  ['lid', lid(1, 1), 'missing'],
  ['secure-boot', 'True\r\n', 'enforced'],
  ['secure-boot', 'False\r\n', 'missing'],
])('%s: %j is %s', (control, text, expected) => {
  expect(judge(control, { said: 'text', text })).toBe(expected);
});

test('a policy that is not set leaves the door open; a query that fails says nothing', () => {
  expect(judge('task-manager', { said: 'failed' })).toBe('missing');
  expect(judge('keyboard-filter', { said: 'failed' })).toBe('unknown');
  expect(judge('task-manager', { said: 'absent' })).toBe('unknown');
});
