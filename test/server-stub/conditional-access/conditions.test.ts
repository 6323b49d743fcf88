import { describe, expect, test } from 'vitest';
import { whyNotConcerned } from '../../../server-stub/conditional-access/conditions.ts';
import type { GateFacts } from '../../../server-stub/conditional-access/gate-facts.ts';
import type { Conditions } from '../../../server-stub/conditional-access/policy.ts';
import { facts, JOINED, policy } from './facts.ts';

const why = (conditions: Partial<Conditions>, change: Partial<GateFacts> = {}) =>
  whyNotConcerned(policy(undefined, { conditions }), facts(change));
const administrator = { id: 'u', groups: ['g'], roles: ['Global Administrator'], guest: false };
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

describe('users', () => {
  const guest = { ...administrator, roles: [], guest: true };
  test.each<[string, Conditions['users'], GateFacts['user'], boolean]>([
    ['All', { includeUsers: ['All'] }, administrator, true],
    ['None', { includeUsers: ['None'] }, administrator, false],
    ['the id', { includeUsers: ['u'] }, administrator, true],
    ['another id', { includeUsers: ['v'] }, administrator, false],
    ['guests, of a guest', { includeUsers: ['GuestsOrExternalUsers'] }, guest, true],
    ['guests, of a member', { includeUsers: ['GuestsOrExternalUsers'] }, administrator, false],
    ['a group', { includeGroups: ['g'] }, administrator, true],
    ['another group', { includeGroups: ['h'] }, administrator, false],
    ['a role by name', { includeRoles: ['Global Administrator'] }, administrator, true],
    ['a role by template id', { includeRoles: [GLOBAL_ADMINISTRATOR] }, administrator, true],
    ['a role that is not held', { includeRoles: [GLOBAL_ADMINISTRATOR] }, guest, false],
    ['all but the id', { includeUsers: ['All'], excludeUsers: ['u'] }, administrator, false],
    [
      'all but guests, of a guest',
      { includeUsers: ['All'], excludeUsers: ['GuestsOrExternalUsers'] },
      guest,
      false,
    ],
    [
      'all but guests, of a member',
      { includeUsers: ['All'], excludeUsers: ['GuestsOrExternalUsers'] },
      administrator,
      true,
    ],
    ['all but the group', { includeUsers: ['All'], excludeGroups: ['g'] }, administrator, false],
    ['all but another group', { includeUsers: ['All'], excludeGroups: ['h'] }, administrator, true],
    [
      'all but the role',
      { includeUsers: ['All'], excludeRoles: [GLOBAL_ADMINISTRATOR] },
      administrator,
      false,
    ],
    ['the id, but not its group', { includeUsers: ['u'], excludeGroups: ['g'] }, administrator, false],
    ['nobody', {}, administrator, false],
  ])('%s', (_what, users, user, concerned) => {
    expect(why({ users }, { user })).toBe(concerned ? null : 'users');
  });
});

describe('applications and user actions', () => {
  test.each<[string, Conditions['applications'], Partial<GateFacts>, string | null]>([
    ['All', { includeApplications: ['All'] }, {}, null],
    ['None', { includeApplications: ['None'] }, {}, 'application'],
    ['the client', { includeApplications: ['latchkey-agent'] }, {}, null],
    ['another client', { includeApplications: ['latchkey-cli'] }, {}, 'application'],
    [
      'all but the client',
      { includeApplications: ['All'], excludeApplications: ['latchkey-agent'] },
      {},
      'application',
    ],
    ['all but another', { includeApplications: ['All'], excludeApplications: ['latchkey-cli'] }, {}, null],
    ['an action that is done', { includeUserActions: ['urn:user:registerdevice'] }, {}, null],
    [
      'an action that is not done',
      { includeUserActions: ['urn:user:registerdevice'] },
      { actions: [] },
      'userActions',
    ],
    ['neither', {}, {}, 'application'],
  ])('%s', (_what, applications, change, reason) => {
    expect(why({ applications }, change)).toBe(reason);
  });
});

describe('platforms', () => {
  test.each<[string, NonNullable<Conditions['platforms']>, GateFacts['platform'], boolean]>([
    ['all', { includePlatforms: ['all'] }, 'linux', true],
    ['the platform', { includePlatforms: ['linux', 'windows'] }, 'linux', true],
    ['another', { includePlatforms: ['windows'] }, 'linux', false],
    ['all but it', { includePlatforms: ['all'], excludePlatforms: ['linux'] }, 'linux', false],
    ['all but another', { includePlatforms: ['all'], excludePlatforms: ['windows'] }, 'linux', true],
    ['all, of an unknown one', { includePlatforms: ['all'] }, null, true],
    ['a platform, of an unknown one', { includePlatforms: ['linux'] }, null, false],
    [
      'all but one, of an unknown one',
      { includePlatforms: ['all'], excludePlatforms: ['linux'] },
      null,
      true,
    ],
  ])('%s', (_what, platforms, platform, concerned) => {
    expect(why({ platforms }, { platform })).toBe(concerned ? null : 'devicePlatform');
  });
  test('no condition concerns every platform', () => expect(why({ platforms: null })).toBeNull());
});

describe('client applications', () => {
  test.each<[string, Conditions['clientAppTypes'], boolean]>([
    ['all', ['all'], true],
    ['none named', [], true],
    ['its type', ['mobileAppsAndDesktopClients'], true],
    ['another', ['browser'], false],
    ['legacy only', ['exchangeActiveSync', 'other'], false],
  ])('%s', (_what, clientAppTypes, concerned) => {
    expect(why({ clientAppTypes: clientAppTypes ?? [] })).toBe(concerned ? null : 'clientApps');
  });
});

describe('device filter', () => {
  const compliant = { ...JOINED, isCompliant: true };
  test.each<[string, 'include' | 'exclude', string, GateFacts['device'], boolean]>([
    ['include, met', 'include', 'device.isCompliant -eq True', compliant, true],
    ['include, unmet', 'include', 'device.isCompliant -eq True', JOINED, false],
    ['exclude, met', 'exclude', 'device.isCompliant -eq True', compliant, false],
    ['exclude, unmet', 'exclude', 'device.isCompliant -eq True', JOINED, true],
    ['-ne of a device that is not registered', 'include', 'device.trustType -ne "ServerAD"', null, true],
    ['-eq of a device that is not registered', 'include', 'device.trustType -eq "AzureAD"', null, false],
  ])('%s', (_what, mode, rule, device, concerned) => {
    expect(why({ devices: { deviceFilter: { mode, rule } } }, { device })).toBe(concerned ? null : 'devices');
  });
  test('one that cannot be read takes nobody out', () => {
    expect(why({ devices: { deviceFilter: { mode: 'include', rule: 'nonsense' } } })).toBeNull();
  });
});
