import type { Change } from './change.ts';
import { DECISIONS, RESUMES } from './decisions.ts';
import { BLOCKED_KEYS, KEYS_PAGE } from './keys.ts';
import { kioskValues, machineValues, signInValues } from './registry.ts';
import { KIOSK } from './shell.ts';
import { TASK, TASK_DESCRIPTION } from './task.ts';

/** Who the kiosk runs as, where IT names nobody. Written `{account}` in the plan: PowerShell puts the name in. */
export const DEFAULT_ACCOUNT = 'LatchkeyKiosk';
/** A name that needs no escaping in XML, in a path or in WMI. */
export const ACCOUNT_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$';

const LEARN = 'https://learn.microsoft.com/windows';

const FEATURES = [
  [
    'Client-EmbeddedShellLauncher',
    `${LEARN}/configuration/shell-launcher`,
    'Shell Launcher is an optional feature',
  ],
  ['Client-KeyboardFilter', `${LEARN}/configuration/keyboard-filter`, 'so is the Keyboard Filter'],
] as const;

/**
 * Every change of the first-boot set-up, in the order in which it is made; it is taken back in the opposite order. First the task,
 * so that whatever follows is gone on with after a power cut; last what starts the kiosk, so that a machine on which only half was
 * done starts as it did before.
 */
export function planWindows(): Change[] {
  const task: Change = {
    kind: 'task',
    target: TASK,
    after: TASK_DESCRIPTION,
    why: 'goes on after a power cut, and takes all this back after the release',
    source: 'https://learn.microsoft.com/openspecs/windows_protocols/ms-tsch',
    stage: 'first',
  };
  const features = FEATURES.map(
    ([target, source, why]): Change => ({
      kind: 'feature',
      target,
      after: 'Enabled',
      why,
      source,
      shellLauncherOnly: true,
      stage: 'first',
      restart: true,
    }),
  );
  return [
    task,
    ...features,
    ...account(),
    ...machineValues(),
    ...kioskValues(),
    ...keys(),
    shell(),
    ...signInValues(),
  ];
}

function account(): Change[] {
  return [
    {
      kind: 'account',
      target: '{account}',
      after: 'ours',
      why: 'a standard account that is used for nothing else; its password is made at random and known to the LSA alone',
      source: `${LEARN}/configuration/assigned-access/recommendations`,
      ownAccountOnly: true,
    },
    {
      kind: 'profile',
      target: '{account}',
      after: 'present',
      why: 'its part of the registry is there before its first sign-in',
      source: `${LEARN}/win32/api/userenv/nf-userenv-createprofile`,
      ownAccountOnly: true,
    },
  ];
}

function keys(): Change[] {
  return BLOCKED_KEYS.map(({ id, why }) => ({
    kind: 'key',
    target: id,
    after: 'blocked',
    why,
    source: KEYS_PAGE,
    shellLauncherOnly: true,
    restart: true,
  }));
}

function shell(): Change {
  return {
    kind: 'shell',
    // `ShellLauncher` or `Configuration`: the member of MDM_AssignedAccess that takes the XML.
    target: '{shell}',
    after: `profile ${KIOSK.profileId}`,
    why: 'the account has the kiosk and no Explorer',
    source: `${LEARN}/client-management/mdm/assignedaccess-csp`,
    restart: true,
  };
}

/** What the PowerShell engine reads: `plan.json` beside the module. */
export function planFile(): string {
  const file = {
    version: 1,
    account: { default: DEFAULT_ACCOUNT, pattern: ACCOUNT_PATTERN },
    decisions: DECISIONS,
    resumes: RESUMES,
    changes: planWindows(),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
