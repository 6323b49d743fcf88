import type { Change } from './change.ts';

/** One value of the registry; the state is its kind and what it holds. */
type Row = Omit<Change, 'kind' | 'name'> & { readonly name: string };

const CSP = 'https://learn.microsoft.com/windows/client-management/mdm';
const SYSTEM = String.raw`SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System`;
const EXPLORER = String.raw`SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer`;
const POLICIES = String.raw`SOFTWARE\Policies\Microsoft\Windows`;
const POWER = String.raw`SOFTWARE\Policies\Microsoft\Power\PowerSettings`;
const WINLOGON = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon`;

/** A Windows power setting is a GUID with a value for mains and one for battery. */
function power(guid: string, page: string, why: string): Row[] {
  return (['ACSettingIndex', 'DCSettingIndex'] as const).map((name) => ({
    target: `HKLM\\${POWER}\\${guid}`,
    name,
    after: 'DWord:0',
    why,
    source: `${CSP}/policy-csp-power#${page}`,
  }));
}

/** The machine’s own values: they hold for every account until the set-up is taken back. */
const MACHINE: readonly Row[] = [
  {
    target: `HKLM\\${SYSTEM}`,
    name: 'HideFastUserSwitching',
    after: 'DWord:1',
    why: 'no other account is offered (E16)',
    source: `${CSP}/policy-csp-windowslogon#hidefastuserswitching`,
  },
  {
    target: `HKLM\\${SYSTEM}`,
    name: 'shutdownwithoutlogon',
    after: 'DWord:0',
    why: 'the sign-in screen turns nothing off (E14)',
    source: `${CSP}/policy-csp-localpoliciessecurityoptions#shutdown_allowsystemtobeshutdownwithouthavingtologon`,
  },
  {
    target: `HKLM\\${POLICIES}\\System`,
    name: 'DisableLockScreenAppNotifications',
    after: 'DWord:1',
    why: 'no toast on the lock screen (E1)',
    source: `${CSP}/policy-csp-windowslogon#disablelockscreenappnotifications`,
  },
  {
    target: `HKLM\\${POLICIES}\\System`,
    name: 'BlockUserFromShowingAccountDetailsOnSignin',
    after: 'DWord:1',
    why: 'the sign-in screen tells nobody’s address',
    source: `${CSP}/policy-csp-admx-logon#blockuserfromshowingaccountdetailsonsignin`,
  },
  {
    target: `HKLM\\${EXPLORER}`,
    name: 'SettingsPageVisibility',
    after: 'String:hide:signinoptions;yourinfo;otherusers;recovery',
    why: 'pages of Settings that add another way in are not there, should somebody get to Settings (E2)',
    source: `${CSP}/policy-csp-settings#pagevisibilitylist`,
  },
  {
    target: `HKLM\\${EXPLORER}`,
    name: 'HidePowerOptions',
    after: 'DWord:1',
    why: 'no shutting down from the security screen (E14)',
    source: `${CSP}/policy-csp-admx-startmenu#hidepoweroptions`,
  },
  {
    target: `HKLM\\${POLICIES}\\EdgeUI`,
    name: 'AllowEdgeSwipe',
    after: 'DWord:0',
    why: 'a swipe from the edge opens nothing (E11)',
    source: `${CSP}/policy-csp-lockdown#allowedgeswipe`,
  },
  {
    target: `HKLM\\${POLICIES}\\Explorer`,
    name: 'DisableNotificationCenter',
    after: 'DWord:1',
    why: 'no notification centre (E11)',
    source: `${CSP}/policy-csp-admx-taskbar#disablenotificationcenter`,
  },
  {
    target: `HKLM\\${EXPLORER}`,
    name: 'NoDriveTypeAutoRun',
    after: 'DWord:255',
    why: 'a stick starts nothing (E15)',
    source: `${CSP}/policy-csp-autoplay#turnoffautoplay`,
  },
  {
    target: String.raw`HKLM\SYSTEM\CurrentControlSet\Services\USBSTOR`,
    name: 'Start',
    after: 'DWord:4',
    why: 'USB storage has no driver (E7, E15)',
    source:
      'https://learn.microsoft.com/windows-hardware/drivers/install/hklm-system-currentcontrolset-services-registry-tree',
  },
  {
    target: `HKLM\\${POLICIES}\\RemovableStorageDevices`,
    name: 'Deny_All',
    after: 'DWord:1',
    why: 'nor has a phone or a card, where the driver is there already (E7)',
    source: `${CSP}/policy-csp-admx-removablestorage#removablestorageclasses_denyall_access_2`,
  },
  {
    target: String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server`,
    name: 'fDenyTSConnections',
    after: 'DWord:1',
    why: 'Remote Desktop is a second way in (E16)',
    source: `${CSP}/policy-csp-remotedesktopservices#allowuserstoconnectremotely`,
  },
  {
    target: `HKLM\\${POLICIES}\\WindowsUpdate\\AU`,
    name: 'NoAutoRebootWithLoggedOnUsers',
    after: 'DWord:1',
    why: 'an update does not restart the laptop in the middle (E14)',
    source: `${CSP}/policy-csp-admx-windowsupdate`,
  },
  {
    target: `HKLM\\${POLICIES}\\WindowsUpdate`,
    name: 'SetUpdateNotificationLevel',
    after: 'DWord:1',
    why: 'with the next: no window of Windows Update',
    source: `${CSP}/policy-csp-update#updatenotificationlevel`,
  },
  {
    target: `HKLM\\${POLICIES}\\WindowsUpdate`,
    name: 'UpdateNotificationLevel',
    after: 'DWord:2',
    why: 'no window of Windows Update, restart warnings included (E1)',
    source: `${CSP}/policy-csp-update#updatenotificationlevel`,
  },
  ...power(
    '5CA83367-6E45-459F-A27B-476B1D01C936',
    'selectlidcloseactionpluggedin',
    'the lid ends no run (E14)',
  ),
  ...power(
    '7648EFA3-DD9C-4E3E-B566-50F929386280',
    'selectpowerbuttonactionpluggedin',
    'the power key ends no run (E14)',
  ),
  ...power(
    '96996BC0-AD50-47EC-923B-6F41874DD9EB',
    'selectsleepbuttonactionpluggedin',
    'the sleep key ends no run (E14)',
  ),
  ...power(
    '29F6C1DB-86DA-48C5-9FDB-F2B67B1F44DA',
    'standbytimeoutpluggedin',
    'a pass runs out while the laptop sleeps',
  ),
];

const KIOSK_SOURCE = `${CSP}/policy-csp-admx-ctrlaltdel`;

/** Values of the kiosk’s account alone. */
const ACCOUNT: readonly Row[] = [
  {
    target: `KIOSK\\${SYSTEM}`,
    name: 'DisableTaskMgr',
    after: 'DWord:1',
    why: 'no task manager (E2, E4)',
    source: KIOSK_SOURCE,
  },
  {
    target: `KIOSK\\${SYSTEM}`,
    name: 'DisableLockWorkstation',
    after: 'DWord:1',
    why: 'no lock screen (E2)',
    source: KIOSK_SOURCE,
  },
  {
    target: `KIOSK\\${SYSTEM}`,
    name: 'DisableChangePassword',
    after: 'DWord:1',
    why: 'no page for a password (E2)',
    source: KIOSK_SOURCE,
  },
  {
    target: `KIOSK\\${EXPLORER}`,
    name: 'NoLogoff',
    after: 'DWord:1',
    why: 'no sign-out (E2, E16)',
    source: KIOSK_SOURCE,
  },
  {
    target: `KIOSK\\${EXPLORER}`,
    name: 'NoClose',
    after: 'DWord:1',
    why: 'nor by the account’s own menus (E14)',
    source: `${CSP}/policy-csp-admx-startmenu#noclose`,
  },
  {
    target: `KIOSK\\${EXPLORER}`,
    name: 'NoWinKeys',
    after: 'DWord:1',
    why: 'Explorer’s Windows-key shortcuts, where there is no Keyboard Filter (E1)',
    source: `${CSP}/policy-csp-admx-windowsexplorer#nowindowshotkeys`,
  },
  {
    target: `KIOSK\\${POLICIES}\\CurrentVersion\\PushNotifications`,
    name: 'NoToastApplicationNotification',
    after: 'DWord:1',
    why: 'no toasts (E1, E11)',
    source: `${CSP}/policy-csp-admx-wpn#notoastnotification`,
  },
  ...(
    [
      ['StickyKeys', '506', 'five times Shift'],
      ['ToggleKeys', '58', 'Num Lock held for five seconds'],
      ['Keyboard Response', '122', 'the right Shift held for eight seconds'],
    ] as const
  ).map(([key, flags, how]) => ({
    target: `KIOSK\\Control Panel\\Accessibility\\${key}`,
    name: 'Flags',
    after: `String:${flags}`,
    why: `${how} opens nothing: the hot-key bit (4) is off (E3)`,
    source: 'https://learn.microsoft.com/windows/win32/api/winuser/ns-winuser-stickykeys',
  })),
];

const LOGON = 'https://learn.microsoft.com/windows/win32/secauthn/msgina-dll-features';

/** Automatic sign-in. The password is not among them: it is a secret of the LSA, and nowhere else. */
const SIGN_IN: readonly Row[] = [
  {
    target: WINLOGON,
    name: 'DefaultUserName',
    after: 'String:{account}',
    why: 'who is signed in',
    source: LOGON,
  },
  {
    target: WINLOGON,
    name: 'DefaultDomainName',
    after: 'String:.',
    why: 'an account of this machine',
    source: LOGON,
  },
  {
    target: WINLOGON,
    name: 'AutoAdminLogon',
    after: 'String:1',
    why: 'signs the kiosk in at each start',
    source: LOGON,
  },
];

/** Keys that every Windows has: none of them is made, or taken away. */
const GIVEN = [
  String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies`,
  String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon`,
  String.raw`HKLM\SOFTWARE\Policies\Microsoft`,
  String.raw`HKLM\SYSTEM\CurrentControlSet\Services\USBSTOR`,
  String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server`,
  String.raw`KIOSK\SOFTWARE\Microsoft\Windows\CurrentVersion`,
  String.raw`KIOSK\SOFTWARE`,
  String.raw`KIOSK\Control Panel\Accessibility`,
];

/** Pure: the keys on the way to a value that may not be there yet, outermost first. */
export function keysOnTheWay(target: string): string[] {
  const given = GIVEN.filter((key) => target === key || target.startsWith(`${key}\\`)).toSorted(
    (one, other) => other.length - one.length,
  )[0];
  if (given === undefined) throw new RangeError(`no key of Windows is above ${target}`);
  const rest = target
    .slice(given.length)
    .split('\\')
    .filter((part) => part !== '');
  return rest.map((_, index) => [given, ...rest.slice(0, index + 1)].join('\\'));
}

function changes(rows: readonly Row[], more: Partial<Change> = {}): Change[] {
  const made = new Set<string>();
  return rows.flatMap((row) => {
    const keys = keysOnTheWay(row.target).filter((key) => !made.has(key));
    for (const key of keys) made.add(key);
    return [
      ...keys.map(
        (target) =>
          ({
            kind: 'registryKey',
            target,
            after: 'present',
            why: 'holds what follows',
            source: row.source,
            ...more,
          }) as const,
      ),
      { kind: 'registry', ...row, ...more } as const,
    ];
  });
}

export const machineValues = (): Change[] => changes(MACHINE, { restart: true });
export const kioskValues = (): Change[] => changes(ACCOUNT);
export const signInValues = (): Change[] =>
  changes(SIGN_IN, { ownAccountOnly: true, stage: 'last', restart: true });
