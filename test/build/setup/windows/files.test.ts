import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KINDS } from '../../../../build/setup/windows/change.ts';
import { BLOCKED_KEYS } from '../../../../build/setup/windows/keys.ts';
import { generatedFiles } from '../../../../build/setup/windows/main.ts';
import { ACCOUNT_PATTERN, planWindows } from '../../../../build/setup/windows/plan.ts';
import { keysOnTheWay } from '../../../../build/setup/windows/registry.ts';
import { assignedAccess, KIOSK, shellLauncher } from '../../../../build/setup/windows/shell.ts';
import { TASK_DESCRIPTION, taskXml } from '../../../../build/setup/windows/task.ts';
import { WINDOWS_CONTROLS } from '../../../../electron/lockdown/windows.ts';
import { readXml } from '../../kiosk/well-formed.ts';
import { problems, type Rules } from './schema.ts';

/* The files of the module before the rules of those who read them. */

const MODULE = join(import.meta.dirname, '../../../../build/setup/windows/module');
const GUID = /^\{[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\}$/;
const BOOLEAN = /^(true|false|0|1)$/;
const ACTION = /^(RestartShell|RestartDevice|ShutdownDevice|DoNothing)$/;
const DURATION = /^P(?=\d|T)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;

/** Shell Launcher: learn.microsoft.com/windows/configuration/shell-launcher/xsd (2018 and 2019), as far as we use it. */
const SHELL_LAUNCHER: Rules = {
  ShellLauncherConfiguration: { sequence: ['Profiles', 'Configs?'] },
  Profiles: { sequence: ['DefaultProfile?', 'Profile*'] },
  DefaultProfile: { sequence: ['Shell'] },
  'Profiles/Profile': { sequence: ['Shell'], attributes: { 'Id!': GUID, Name: /./ } },
  Shell: {
    all: ['ReturnCodeActions?', 'DefaultAction?'],
    attributes: { 'Shell!': /./, 'V2:AppType': /^(UWP|Desktop)$/, 'V2:AllAppsFullScreen': BOOLEAN },
  },
  ReturnCodeActions: { sequence: ['ReturnCodeAction+'], unique: 'ReturnCode' },
  ReturnCodeAction: { attributes: { 'ReturnCode!': /^-?\d+$/, 'Action!': ACTION } },
  DefaultAction: { attributes: { 'Action!': ACTION } },
  Configs: { sequence: ['Config*'] },
  Config: { sequence: ['Account', 'Profile'] },
  Account: { attributes: { 'Name!': /./ } },
  'Config/Profile': { attributes: { 'Id!': GUID } },
};

/** Assigned Access: learn.microsoft.com/windows/configuration/assigned-access/xsd (2017, 201810 and 2022), as far as we use it. */
const ASSIGNED_ACCESS: Rules = {
  AssignedAccessConfiguration: { all: ['Profiles', 'Configs'] },
  Profiles: { sequence: ['Profile+'], unique: 'Id' },
  Profile: {
    sequence: [
      'AllAppsList',
      'rs5:FileExplorerNamespaceRestrictions?',
      'StartLayout?',
      'v5:StartPins?',
      'Taskbar',
      'v5:TaskbarLayout?',
    ],
    attributes: { 'Id!': GUID, Name: /./ },
  },
  AllAppsList: { sequence: ['AllowedApps'] },
  AllowedApps: { sequence: ['App+'], unique: 'rs5:AutoLaunch' },
  App: { attributes: { 'DesktopAppPath!': /./, 'rs5:AutoLaunch': BOOLEAN, 'rs5:AutoLaunchArguments': /./ } },
  'rs5:FileExplorerNamespaceRestrictions': {},
  'v5:StartPins': { text: /^\{.*\}$/ },
  Taskbar: { attributes: { 'ShowTaskbar!': BOOLEAN } },
  Configs: { sequence: ['Config*'] },
  Config: { sequence: ['Account', 'DefaultProfile'] },
  Account: { text: /./ },
  DefaultProfile: { attributes: { 'Id!': GUID } },
};

/** Task Scheduler: MS-TSCH 2.5, as far as we use it. A task without it is refused by the service (3.2.5.4.2). */
const TASK: Rules = {
  Task: {
    all: ['RegistrationInfo?', 'Triggers?', 'Settings?', 'Data?', 'Principals?', 'Actions'],
    attributes: { version: /^\d+(\.\d+){1,3}$/ },
  },
  RegistrationInfo: { all: ['URI?', 'Description?'] },
  URI: { text: /^\\/ },
  Description: { text: /./ },
  Triggers: { all: ['BootTrigger?', 'TimeTrigger?'] },
  BootTrigger: { sequence: ['Enabled?', 'StartBoundary?', 'EndBoundary?', 'Repetition?', 'Delay?'] },
  TimeTrigger: { sequence: ['Enabled?', 'StartBoundary?', 'EndBoundary?', 'Repetition?', 'RandomDelay?'] },
  Enabled: { text: BOOLEAN },
  StartBoundary: { text: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ },
  Repetition: { all: ['Interval', 'Duration?', 'StopAtDurationEnd?'] },
  // From one minute to 31 days; ours is the shortest.
  Interval: { text: /^PT([1-9]|[1-5]\d)M$/ },
  Principals: { sequence: ['Principal'] },
  Principal: { all: ['UserId?', 'RunLevel?'], attributes: { id: /^[A-Za-z_][\w.-]*$/ } },
  UserId: { text: /^S-1-5-18$/ },
  RunLevel: { text: /^(LeastPrivilege|HighestAvailable)$/ },
  Settings: {
    all: [
      'MultipleInstancesPolicy?',
      'DisallowStartIfOnBatteries?',
      'StopIfGoingOnBatteries?',
      'StartWhenAvailable?',
      'ExecutionTimeLimit?',
      'Priority?',
    ],
  },
  MultipleInstancesPolicy: { text: /^(Parallel|Queue|IgnoreNew|StopExisting)$/ },
  DisallowStartIfOnBatteries: { text: BOOLEAN },
  StopIfGoingOnBatteries: { text: BOOLEAN },
  StartWhenAvailable: { text: BOOLEAN },
  ExecutionTimeLimit: { text: DURATION },
  Priority: { text: /^([1-9]|10)$/ },
  Actions: { sequence: ['Exec+'], attributes: { Context: /./ } },
  Exec: { all: ['Command', 'Arguments?', 'WorkingDirectory?'] },
  Command: { text: /^.{1,260}$/ },
  Arguments: { text: /./ },
};

const NAMESPACES = {
  ShellLauncherConfiguration: 'http://schemas.microsoft.com/ShellLauncher/2018/Configuration',
  AssignedAccessConfiguration: 'http://schemas.microsoft.com/AssignedAccess/2017/config',
  Task: 'http://schemas.microsoft.com/windows/2004/02/mit/task',
} as const;

describe.each([
  [
    'Shell Launcher',
    shellLauncher('LatchkeyKiosk'),
    SHELL_LAUNCHER,
    ['Action="DoNothing"', 'Action="Sleep"'],
  ],
  [
    'Shell Launcher: order',
    shellLauncher('LatchkeyKiosk'),
    SHELL_LAUNCHER,
    ['<Account Name="LatchkeyKiosk" />', ''],
  ],
  [
    'Shell Launcher: code twice',
    shellLauncher('LatchkeyKiosk'),
    SHELL_LAUNCHER,
    ['ReturnCode="3"', 'ReturnCode="0"'],
  ],
  ['Assigned Access', assignedAccess('LatchkeyKiosk'), ASSIGNED_ACCESS, ['ShowTaskbar', 'Showtaskbar']],
  ['Assigned Access: Id', assignedAccess('LatchkeyKiosk'), ASSIGNED_ACCESS, [KIOSK.profileId, '{1}']],
  ['task', taskXml(), TASK, ['PT1M', 'PT1S']],
  ['task: no action', taskXml(), TASK, [/<Actions[\s\S]*<\/Actions>/, '']],
] as const)('%s', (_, xml, rules, [from, to]) => {
  test('is what its schema allows', () => {
    const root = readXml(xml);
    expect(root.attributes.xmlns).toBe(NAMESPACES[root.name as keyof typeof NAMESPACES]);
    expect(problems(root, rules)).toEqual([]);
  });

  test('and the rules would have said it', () => {
    expect(xml.replace(from, to)).not.toBe(xml);
    expect(problems(readXml(xml.replace(from, to)), rules)).not.toEqual([]);
  });
});

test('the task runs the module as SYSTEM, from where only administrators may write, and its text is the plan’s', () => {
  const xml = taskXml();
  expect(xml).toContain(`<Description>${TASK_DESCRIPTION}</Description>`);
  expect(xml).toContain(String.raw`%ProgramFiles%\Latchkey Setup\Latchkey.Setup\Latchkey.Setup.psd1`);
  const file = generatedFiles()['task.xml'];
  expect([file?.[0], file?.[1]]).toEqual([0xff, 0xfe]);
  expect(planWindows()[0]).toMatchObject({ after: TASK_DESCRIPTION });
});

/** learn.microsoft.com/windows/configuration/keyboard-filter/predefined-key-combinations, 2025-03-20. */
const PREDEFINED =
  `LShift+LAlt+PrintScrn LShift+LAlt+NumLock Win+U Alt+F4 Ctrl+F4 Win+F1 Alt+Space Ctrl+Esc Ctrl+Win+F Win+Break Win+E
  Win+F Win+P Win+R Alt+Tab Ctrl+Tab Win+Tab Win+D Win+M Win+Home Win+T Win+B Win+- Win++ Win+Esc Win+Up Win+Down Win+Left Win+Right
  Win+Shift+Up Win+Shift+Down Win+Shift+Left Win+Shift+Right Win+Space Win+O Win+PageUp Win+PageDown Win+. Win+C Win+I Win+K Win+H Win+Q
  Win+W Win+Z Win+/ Win+J Win+, Win+V Alt Application Ctrl Shift Windows Ctrl+Alt+Del Shift+Ctrl+Esc Win+L LaunchMail LaunchMediaSelect
  LaunchApp1 LaunchApp2 BrowserBack BrowserForward BrowserRefresh BrowserStop BrowserSearch BrowserFavorites BrowserHome VolumeMute
  VolumeDown VolumeUp MediaNext MediaPrev MediaStop MediaPlayPause AltWin CtrlWin ShiftWin F21`.split(/\s+/);

test('every blocked key is one that the Keyboard Filter knows, and none that people type with', () => {
  const ids = BLOCKED_KEYS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !PREDEFINED.includes(id))).toEqual([]);
  expect(
    ids.filter((id) => ['Alt', 'Ctrl', 'Shift', 'Application', 'Win+Space', 'VolumeUp'].includes(id)),
  ).toEqual([]);
});

describe('the lockdown report, asked after the set-up', () => {
  const values = planWindows().filter(({ kind }) => kind === 'registry');
  const asked = WINDOWS_CONTROLS.flatMap(({ control, source, read }) => {
    if (source.kind !== 'command' || source.argv[0] !== 'reg.exe') return [];
    const [, , key = '', , name = ''] = source.argv;
    return [{ control, place: key.replace(/^HKCU\\/, 'KIOSK\\'), name, read }];
  });

  // Case does not matter in the registry.
  const sameKey = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  /** What `reg query` prints of a state of ours. */
  const printed = (after: string) => {
    const [kind, text = ''] = after.split(/:(.*)/s);
    return kind === 'DWord' ? `REG_DWORD    0x${Number(text).toString(16)}` : `REG_SZ    ${text}`;
  };

  test.each(asked.filter(({ control }) => control !== 'shell'))(
    '$control is enforced',
    ({ place, name, read }) => {
      const row = values.find((change) => sameKey(change.target, place) && change.name === name);
      const text = `\r\nHKEY_LOCAL_MACHINE\\X\r\n    ${name}    ${printed(row?.after ?? '')}\r\n\r\n`;
      expect(read({ said: 'text', text })).toMatchObject({ state: 'enforced' });
    },
  );

  test('the keyboard filter too', () => {
    const control = WINDOWS_CONTROLS.find((each) => each.control === 'keyboard-filter');
    const text = JSON.stringify(BLOCKED_KEYS.map(({ id }) => ({ Id: id, Enabled: true })));
    expect(control?.read({ said: 'text', text })).toMatchObject({ state: 'enforced' });
  });
});

test('keys on the way to a value: only those below what every Windows has', () => {
  expect(keysOnTheWay(String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU`)).toEqual([
    String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows`,
    String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate`,
    String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU`,
  ]);
  expect(() => keysOnTheWay('HKCU\\Software')).toThrow(RangeError);
});

describe('the module', () => {
  const files = readdirSync(join(MODULE, 'Functions')).filter((name) => name.endsWith('.ps1'));
  const texts = new Map(files.map((name) => [name, readFileSync(join(MODULE, 'Functions', name), 'utf8')]));
  const functions = [...texts.values()].flatMap((text) =>
    [...text.matchAll(/^function ([\w-]+)/gm)].map(([, name]) => name),
  );
  const manifest = readFileSync(join(MODULE, 'Latchkey.Setup.psd1'), 'utf8');

  test('looks at and puts each kind of place that the plan has', () => {
    for (const kind of KINDS)
      for (const verb of ['Get', 'Set'])
        expect(functions.map((name) => name?.toLowerCase())).toContain(`${verb}-${kind}state`.toLowerCase());
    expect(new Set(functions).size).toBe(functions.length);
  });

  test('exports what it has, and loads what is there', () => {
    const exported = [...manifest.matchAll(/'(\w+-LatchkeySetup)'/g)].map(([, name]) => name);
    expect(exported).toHaveLength(5);
    expect(functions).toEqual(expect.arrayContaining(exported));
    const loaded = /foreach \(\$file in (.*)\)/.exec(
      readFileSync(join(MODULE, 'Latchkey.Setup.psm1'), 'utf8'),
    )?.[1];
    expect(
      loaded
        ?.match(/\w+/g)
        ?.map((name) => `${name}.ps1`)
        .toSorted(),
    ).toEqual(files.toSorted());
  });

  test('writes a record through to the disk before it changes the place', () => {
    const engine = texts.get('Engine.ps1') ?? '';
    const step = engine.slice(
      engine.indexOf('function Invoke-Step'),
      engine.indexOf('function Invoke-Apply'),
    );
    expect(step.indexOf('Add-Record')).toBeGreaterThan(0);
    expect(step.lastIndexOf('Add-Record')).toBeLessThan(step.indexOf('Set-State'));
    expect(texts.get('Record.ps1')).toContain('WriteThrough');
    expect(texts.get('Record.ps1')).toContain('$stream.Flush($true)');
  });

  test('decides nothing by itself: verdicts come from the table, and account names fit the pattern of the plan', () => {
    expect(texts.get('Engine.ps1')).toContain('$Plan.decisions');
    expect(texts.get('Commands.ps1')?.split(`[ValidatePattern('${ACCOUNT_PATTERN}')]`)).toHaveLength(3);
    expect(new RegExp(ACCOUNT_PATTERN).test('a&b')).toBe(false);
  });

  test.each([
    [
      'a password in a line of the record or of a log',
      /(Write-\w+|Add-Entry|Set-Sign)[^\n]*\$(password|secure)/i,
    ],
    ['text that is run', /Invoke-Expression|\biex\b|ScriptBlock\]::Create/i],
    ['something from the network', /Invoke-WebRequest|Invoke-RestMethod|Net\.WebClient|Install-Module/i],
    ['an automatic variable that is written to', /^\s*\$(error|args|input|matches|profile|host|pid)\s*=/im],
  ])('has not: %s', (_, pattern) => {
    for (const [name, text] of texts) expect(text, name).not.toMatch(pattern);
  });

  test('is ASCII, so that Windows PowerShell reads it without a byte order mark', () => {
    for (const [name, text] of texts)
      expect(
        [...text].filter((character) => character > '~'),
        name,
      ).toEqual([]);
  });
});
