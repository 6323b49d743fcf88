import { expect, test } from 'vitest';
import type { ControlState } from '../../../electron/contract/lockdown.ts';
import type { Observation } from '../../../electron/lockdown/control.ts';
import { MACOS_CONTROLS } from '../../../electron/lockdown/macos.ts';

/*
 * Documented outputs, not run here: profiles(1), csrutil(8), fdesetup(8), defaults(1), launchctl(1), pmset(1), and Apple's
 * payload com.apple.asam (developer.apple.com, Autonomous Single App Mode).
 */

const PLIST = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x">\n<plist version="1.0">${inside}</plist>\n`;
const SERVICES = (value: string) =>
  `\n\tdisabled services = {\n\t\t"com.apple.ftpd" => disabled\n\t\t"com.apple.screensharing" => ${value}\n\t}\n`;
const PMSET = (minutes: number) =>
  `System-wide power settings:\nCurrently in use:\n standby              1\n sleep                ${minutes} (sleep prevented by caffeinate)\n`;

function judge(control: string, observation: Observation): ControlState {
  const row = MACOS_CONTROLS.find((entry) => entry.control === control);
  if (!row) throw new TypeError(control);
  return row.read(observation).state;
}

test.each<[string, string, ControlState]>([
  ['single-app', PLIST('<string>com.apple.asam</string>'), 'partial'],
  ['single-app', PLIST('<dict/>'), 'missing'],
  [
    'enrolment',
    'Enrolled via DEP: Yes\nMDM enrollment: Yes (User Approved)\nMDM server: https://x\n',
    'enforced',
  ],
  ['enrolment', 'Enrolled via DEP: No\nMDM enrollment: Yes\n', 'partial'],
  ['enrolment', 'Enrolled via DEP: No\nMDM enrollment: No\n', 'missing'],
  ['accessibility-keys', '0\n', 'enforced'],
  ['accessibility-keys', '1\n', 'missing'],
  ['user-switching', '0\n', 'enforced'],
  ['guest', '1\n', 'missing'],
  ['remote-desktop', SERVICES('disabled'), 'enforced'],
  ['remote-desktop', SERVICES('true'), 'enforced'],
  ['remote-desktop', SERVICES('enabled'), 'missing'],
  ['update-reboot', '0\n', 'enforced'],
  ['sleep', PMSET(0), 'partial'],
  ['sleep', PMSET(10), 'missing'],
  ['integrity', 'System Integrity Protection status: enabled.\n', 'enforced'],
  ['integrity', 'System Integrity Protection status: disabled.\n', 'missing'],
  ['disk', 'FileVault is On.\n', 'enforced'],
  ['disk', 'FileVault is On.\nEncryption in progress: Percent completed = 42\n', 'partial'],
  ['disk', 'FileVault is Off.\n', 'missing'],
])('%s: %j is %s', (control, text, expected) => {
  expect(judge(control, { said: 'text', text })).toBe(expected);
});

test('where a preference is not set, the system’s default counts', () => {
  expect(judge('user-switching', { said: 'failed' })).toBe('missing');
  expect(judge('guest', { said: 'failed' })).toBe('partial');
  expect(judge('integrity', { said: 'failed' })).toBe('unknown');
});
