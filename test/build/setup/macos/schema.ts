/**
 * The rules of Apple’s schema for each payload that we use: https://github.com/apple/device-management, mdm/profiles, commit b6202ca
 * (macOS 15). Of a payload every key and its type; of a list its members. `!` is required; a list of values is the range.
 */
export type Rule =
  | 'string'
  | 'integer'
  | 'boolean'
  | readonly (string | number)[]
  | { readonly each: Rule }
  | { readonly keys: Readonly<Record<string, Rule>> };

interface PayloadRule {
  readonly keys: Readonly<Record<string, Rule>>;
  /** Whether a profile may have more than one of it. */
  readonly multiple: boolean;
  /** Whether a person may install it, without a management service. */
  readonly byHand: boolean;
}

const IDENTITY: Rule = {
  each: {
    keys: {
      'Identifier!': 'string',
      'IdentifierType!': ['bundleID', 'path'],
      'CodeRequirement!': 'string',
      StaticCode: 'boolean',
      // Required by the schema’s letter, and by its text replaced by Authorization since macOS 11: either, not both.
      Allowed: 'boolean',
      Authorization: ['Allow', 'Deny', 'AllowStandardUserToSetSystemService'],
    },
  },
};
const SLEEP: Rule = { keys: { 'Display Sleep Timer': 'integer', 'System Sleep Timer': 'integer' } };

export const COMMON: Readonly<Record<string, Rule>> = {
  'PayloadIdentifier!': 'string',
  'PayloadUUID!': 'string',
  'PayloadType!': 'string',
  'PayloadVersion!': [1],
  PayloadDescription: 'string',
  PayloadDisplayName: 'string',
  PayloadOrganization: 'string',
};

export const TOP: Readonly<Record<string, Rule>> = {
  ...COMMON,
  'PayloadType!': ['Configuration'],
  PayloadScope: ['System', 'User'],
};

const off = (names: string): Record<string, Rule> =>
  Object.fromEntries(names.split(' ').map((name) => [name, 'boolean']));

export const PAYLOADS: Readonly<Record<string, PayloadRule>> = {
  'com.apple.asam': {
    keys: {
      'AllowedApplications!': {
        each: { keys: { 'BundleIdentifier!': 'string', 'TeamIdentifier!': 'string' } },
      },
    },
    multiple: false,
    byHand: false,
  },
  'com.apple.loginwindow': {
    keys: off(
      'SHOWFULLNAME HideLocalUsers IncludeNetworkUser HideAdminUsers ShutDownDisabled RestartDisabled SleepDisabled DisableConsoleAccess ShutDownDisabledWhileLoggedIn RestartDisabledWhileLoggedIn PowerOffDisabledWhileLoggedIn LogOutDisabledWhileLoggedIn DisableScreenLockImmediate',
    ),
    multiple: true,
    byHand: true,
  },
  'com.apple.applicationaccess': {
    keys: off(
      'allowScreenShot allowAirDrop allowActivityContinuation allowUniversalControl allowDefinitionLookup allowDictation allowAssistant allowAccountModification allowLocalUserCreation allowEraseContentAndSettings allowStartupDiskModification allowUIConfigurationProfileInstallation allowARDRemoteManagementModification',
    ),
    multiple: true,
    byHand: true,
  },
  '.GlobalPreferences': { keys: { MultipleSessionEnabled: 'boolean' }, multiple: false, byHand: true },
  // Accounts and EnergySaver are two schemas of one type.
  'com.apple.MCX': {
    keys: {
      DisableGuestAccount: 'boolean',
      'com.apple.EnergySaver.portable.ACPower': SLEEP,
      'com.apple.EnergySaver.portable.BatteryPower': SLEEP,
      'com.apple.EnergySaver.desktop.ACPower': SLEEP,
    },
    multiple: true,
    byHand: true,
  },
  'com.apple.SoftwareUpdate': {
    keys: { AutomaticallyInstallMacOSUpdates: 'boolean' },
    multiple: false,
    byHand: true,
  },
  'com.apple.universalaccess': {
    keys: { closeViewHotkeysEnabled: 'boolean', closeViewScrollWheelToggle: 'boolean' },
    multiple: false,
    byHand: true,
  },
  'com.apple.screensaver': {
    keys: {
      'moduleName!': 'string',
      askForPassword: 'boolean',
      askForPasswordDelay: 'integer',
      loginWindowIdleTime: 'integer',
    },
    multiple: false,
    byHand: true,
  },
  'com.apple.TCC.configuration-profile-policy': {
    keys: {
      'Services!': {
        keys: { Camera: IDENTITY, Microphone: IDENTITY, ScreenCapture: IDENTITY, ListenEvent: IDENTITY },
      },
    },
    multiple: true,
    byHand: false,
  },
  'com.apple.notificationsettings': {
    keys: {
      'NotificationSettings!': {
        each: {
          keys: {
            'BundleIdentifier!': 'string',
            ...off(
              'NotificationsEnabled ShowInNotificationCenter ShowInLockScreen BadgesEnabled SoundsEnabled',
            ),
            AlertType: [0, 1, 2],
          },
        },
      },
    },
    multiple: true,
    byHand: true,
  },
  'com.apple.servicemanagement': {
    keys: {
      'Rules!': {
        each: {
          keys: {
            'RuleType!': [
              'BundleIdentifier',
              'BundleIdentifierPrefix',
              'Label',
              'LabelPrefix',
              'TeamIdentifier',
            ],
            'RuleValue!': 'string',
            Comment: 'string',
            TeamIdentifier: 'string',
          },
        },
      },
    },
    multiple: true,
    byHand: false,
  },
};

/** What a value has that its rule does not allow. */
export function problems(value: unknown, rule: Rule, at = ''): string[] {
  if (rule === 'integer') return Number.isInteger(value) ? [] : [`${at} is no integer`];
  if (typeof rule === 'string') return typeof value === rule ? [] : [`${at} is no ${rule}`];
  if (isRange(rule)) return rule.includes(value as string) ? [] : [`${at} is ${String(value)}`];
  if ('each' in rule)
    return Array.isArray(value)
      ? value.flatMap((item, index) => problems(item, rule.each, `${at}/${index}`))
      : [`${at} is no array`];
  if (typeof value !== 'object' || value === null) return [`${at} is no dictionary`];
  return members(value as Record<string, unknown>, rule.keys, at);
}

function members(value: Record<string, unknown>, keys: Readonly<Record<string, Rule>>, at: string): string[] {
  const rules = Object.entries(keys).map(([key, rule]) => ({
    key: key.replace(/!$/, ''),
    isDue: key.endsWith('!'),
    rule,
  }));
  return [
    ...rules.filter(({ key, isDue }) => isDue && !(key in value)).map(({ key }) => `${at}/${key} is missing`),
    ...Object.entries(value).flatMap(([key, item]) => {
      const found = rules.find((each) => each.key === key);
      return found === undefined ? [`${at}/${key} is not known`] : problems(item, found.rule, `${at}/${key}`);
    }),
  ];
}

const isRange = (rule: Rule): rule is readonly (string | number)[] => Array.isArray(rule);
