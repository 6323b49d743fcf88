import { APP_ID } from '../../package/config.ts';
import { AGENT, DAEMON } from './launchd.ts';
import type { Dict } from './plist.ts';

/** One payload of the configuration profile; its members are those of Apple’s schema for the type. */
export interface Payload {
  readonly type: string;
  /** Tells two payloads of one type apart; its UUID is made of both. */
  readonly name: string;
  readonly settings: Dict;
  readonly why: string;
}

/** Ten capital letters and digits: what Apple calls a Team ID. */
export const TEAM_PATTERN = /^[A-Z0-9]{10}$/;

/** Our app, signed with the Developer ID of that team and by nobody else. `codesign -display -r -` says the same. */
export function codeRequirement(team: string): string {
  return [
    `identifier "${APP_ID}" and anchor apple generic`,
    'certificate 1[field.1.2.840.113635.100.6.2.6] /* exists */',
    'certificate leaf[field.1.2.840.113635.100.6.1.13] /* exists */',
    `certificate leaf[subject.OU] = "${team}"`,
  ].join(' and ');
}

const NEVER = { 'Display Sleep Timer': 0, 'System Sleep Timer': 0 } as const;

/**
 * What the set-up asks of the management service. https://github.com/apple/device-management, `mdm/profiles`. Nothing of it can be
 * installed by a script: macOS takes profiles from the management service or from a person in System Settings.
 */
export function payloads(team: string): Payload[] {
  return [...locks(team), ...session(), ...prompts(team)];
}

function locks(team: string): Payload[] {
  return [
    {
      type: 'com.apple.asam',
      name: 'single-app',
      settings: { AllowedApplications: [{ BundleIdentifier: APP_ID, TeamIdentifier: team }] },
      why: 'the app may enter Single App Mode, in which Cmd+Tab, Spotlight and the Dock lead nowhere (E1, E4); it is only allowed to',
    },
    {
      type: 'com.apple.loginwindow',
      name: 'sign-in',
      settings: {
        DisableConsoleAccess: true,
        ShutDownDisabledWhileLoggedIn: true,
        RestartDisabledWhileLoggedIn: true,
        PowerOffDisabledWhileLoggedIn: true,
        LogOutDisabledWhileLoggedIn: true,
        DisableScreenLockImmediate: true,
        SHOWFULLNAME: true,
      },
      why: 'no >console, no Apple menu that ends the session or locks it, no list of accounts (E2, E16)',
    },
    {
      type: 'com.apple.applicationaccess',
      name: 'restrictions',
      settings: {
        allowScreenShot: false,
        allowAirDrop: false,
        allowActivityContinuation: false,
        allowUniversalControl: false,
        allowDefinitionLookup: false,
        allowDictation: false,
        allowAssistant: false,
        allowAccountModification: false,
        allowLocalUserCreation: false,
        allowEraseContentAndSettings: false,
        allowStartupDiskModification: false,
        allowUIConfigurationProfileInstallation: false,
        allowARDRemoteManagementModification: false,
      },
      why: 'no pictures of the screen, no panels over it, no second keyboard from another Mac, no other way in (E11, E15, E16)',
    },
    {
      type: '.GlobalPreferences',
      name: 'user-switching',
      settings: { MultipleSessionEnabled: false },
      why: 'no fast user switching (E16)',
    },
    {
      type: 'com.apple.MCX',
      name: 'guest',
      settings: { DisableGuestAccount: true },
      why: 'no guest account (E16)',
    },
  ];
}

function session(): Payload[] {
  return [
    {
      type: 'com.apple.MCX',
      name: 'power',
      settings: {
        'com.apple.EnergySaver.portable.ACPower': NEVER,
        'com.apple.EnergySaver.portable.BatteryPower': NEVER,
        'com.apple.EnergySaver.desktop.ACPower': NEVER,
      },
      why: 'a pass runs out while the laptop sleeps; the lid still does it (E14)',
    },
    {
      type: 'com.apple.SoftwareUpdate',
      name: 'updates',
      settings: { AutomaticallyInstallMacOSUpdates: false },
      why: 'an update does not restart the Mac in the middle (E14); security responses still come',
    },
    {
      type: 'com.apple.universalaccess',
      name: 'hot-keys',
      settings: { closeViewHotkeysEnabled: false, closeViewScrollWheelToggle: false },
      why: 'zoom by keys or gesture leaves the kiosk’s own zoom alone (E3)',
    },
    {
      type: 'com.apple.screensaver',
      name: 'screen-saver',
      settings: { moduleName: 'None', askForPassword: false, loginWindowIdleTime: 0 },
      why: 'nothing over the kiosk, and no password that nobody has',
    },
  ];
}

function prompts(team: string): Payload[] {
  const denied = [
    {
      Identifier: APP_ID,
      IdentifierType: 'bundleID',
      CodeRequirement: codeRequirement(team),
      Authorization: 'Deny',
    },
  ];
  return [
    {
      type: 'com.apple.TCC.configuration-profile-policy',
      name: 'privacy',
      settings: {
        Services: { Camera: denied, Microphone: denied, ScreenCapture: denied, ListenEvent: denied },
      },
      why: 'the kiosk asks for none of them; no dialogue of the system can be provoked (E11)',
    },
    {
      type: 'com.apple.notificationsettings',
      name: 'notifications',
      settings: {
        NotificationSettings: [
          APP_ID,
          'com.apple.AppStore',
          'com.apple.SoftwareUpdateNotificationManager',
        ].map((BundleIdentifier) => ({
          BundleIdentifier,
          NotificationsEnabled: false,
          ShowInLockScreen: false,
          ShowInNotificationCenter: false,
          AlertType: 0,
        })),
      },
      why: 'a notification is a window that can be pressed (E1); only those of the apps that are named are off',
    },
    {
      type: 'com.apple.servicemanagement',
      name: 'background-items',
      settings: {
        Rules: [AGENT, DAEMON].map((label) => ({ RuleType: 'Label', RuleValue: label })),
      },
      why: 'nobody is told of, or can switch off, the two jobs of the set-up in System Settings',
    },
  ];
}
