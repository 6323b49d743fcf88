import { EXITS } from '../../kiosk/restart.ts';
import { type Element, writeXml } from './xml.ts';

/** What the two ways to give an account nothing but the kiosk have in common. */
export const KIOSK = {
  program: String.raw`%ProgramFiles%\Latchkey\Latchkey.exe`,
  /** Made once; Windows knows the configuration by it. */
  profileId: '{3C1F0F64-5B0C-4C53-9B8E-6E2A1B7D4F21}',
} as const;

/**
 * What Windows does at an exit code after which nobody starts the kiosk again. Released: nothing, because the set-up’s own task
 * takes this configuration away within a minute and then starts the machine again; `RestartDevice` would race with it.
 */
const AT_EXIT: Readonly<Record<number, 'DoNothing' | 'ShutdownDevice'>> = {
  0: 'DoNothing',
  3: 'ShutdownDevice',
};

const profile: Element = { name: 'Profile', attributes: { Id: KIOSK.profileId } };

function exits(): Element[] {
  return EXITS.flatMap(({ code, does }): Element[] => {
    if (code === 'other' || does !== 'leave') return [];
    const action = AT_EXIT[code];
    if (action === undefined) throw new RangeError(`nobody said what Windows does at exit ${code}`);
    return [{ name: 'ReturnCodeAction', attributes: { ReturnCode: String(code), Action: action } }];
  });
}

/**
 * Shell Launcher v2 (Enterprise, Education, IoT Enterprise): the shell of the account is the kiosk, every other account keeps
 * Explorer. `MDM_AssignedAccess.ShellLauncher` takes it.
 * https://learn.microsoft.com/windows/configuration/shell-launcher/xsd
 */
export function shellLauncher(account: string): string {
  const shell: Element = {
    name: 'Shell',
    attributes: { Shell: KIOSK.program, 'V2:AppType': 'Desktop', 'V2:AllAppsFullScreen': 'true' },
    children: [
      { name: 'ReturnCodeActions', children: exits() },
      { name: 'DefaultAction', attributes: { Action: 'RestartShell' } },
    ],
  };
  const explorer: Element = { name: 'Shell', attributes: { Shell: String.raw`%SystemRoot%\explorer.exe` } };
  return writeXml({
    name: 'ShellLauncherConfiguration',
    attributes: {
      xmlns: 'http://schemas.microsoft.com/ShellLauncher/2018/Configuration',
      'xmlns:V2': 'http://schemas.microsoft.com/ShellLauncher/2019/Configuration',
    },
    children: [
      {
        name: 'Profiles',
        children: [
          { name: 'DefaultProfile', children: [explorer] },
          { ...profile, children: [shell] },
        ],
      },
      {
        name: 'Configs',
        children: [
          { name: 'Config', children: [{ name: 'Account', attributes: { Name: account } }, profile] },
        ],
      },
    ],
  });
}

/**
 * Assigned Access, the restricted user experience (Pro too): one desktop program may run and starts by itself, without a taskbar
 * or pins. Explorer is still there behind it and nothing starts the kiosk again. `MDM_AssignedAccess.Configuration` takes it.
 * https://learn.microsoft.com/windows/configuration/assigned-access/xsd
 */
export function assignedAccess(account: string): string {
  const app: Element = {
    name: 'App',
    attributes: { DesktopAppPath: KIOSK.program, 'rs5:AutoLaunch': 'true' },
  };
  return writeXml({
    name: 'AssignedAccessConfiguration',
    attributes: {
      xmlns: 'http://schemas.microsoft.com/AssignedAccess/2017/config',
      'xmlns:rs5': 'http://schemas.microsoft.com/AssignedAccess/201810/config',
      'xmlns:v5': 'http://schemas.microsoft.com/AssignedAccess/2022/config',
    },
    children: [
      {
        name: 'Profiles',
        children: [
          {
            ...profile,
            children: [
              { name: 'AllAppsList', children: [{ name: 'AllowedApps', children: [app] }] },
              { name: 'rs5:FileExplorerNamespaceRestrictions' },
              { name: 'v5:StartPins', text: '{"pinnedList":[]}' },
              { name: 'Taskbar', attributes: { ShowTaskbar: 'false' } },
            ],
          },
        ],
      },
      {
        name: 'Configs',
        children: [
          {
            name: 'Config',
            children: [
              { name: 'Account', text: account },
              { name: 'DefaultProfile', attributes: { Id: KIOSK.profileId } },
            ],
          },
        ],
      },
    ],
  });
}
