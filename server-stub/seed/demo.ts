import { ROLES } from '../sign-in/roles.ts';
import type { Seed } from './seed.ts';

const id = (n: number): string => `5eed0000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const GROUPS = { noPass: 'group-no-pass', noJoin: 'group-no-join' } as const;

/** A compass that knows where north-west is. The colours of the screens stay ours. */
const NORTHWIND = {
  logo: {
    viewBox: '0 0 28 28',
    paths: [
      '#8fb0e0 M14 1a13 13 0 1 1 0 26 13 13 0 0 1 0-26Zm0 2.2a10.8 10.8 0 1 0 0 21.6 10.8 10.8 0 0 0 0-21.6Z',
      '#ffd28a M7 7 16.6 11.4 11.4 16.6Z',
      '#f4f6fb M21 21 11.4 16.6 16.6 11.4Z',
    ],
  },
} as const;

/** Nobody answers there: the number is one of those kept for examples. */
const HELP_DESK = {
  name: 'Northwind IT help',
  phone: '+1 202 555 0143',
  email: 'help@northwind.example',
  hours: 'Mon to Fri, 8 to 18',
} as const;

/** The demo tenant: everybody in it shows one case. Its passwords are public, so it is served on loopback alone. */
export const DEMO: Seed = {
  tenant: { id: '0a11ce00-0000-4000-8000-6e6f72746877', displayName: 'Northwind' },
  domains: [{ name: 'northwind.example' }, { name: 'contoso-fed.example', federated: true }],
  groups: [
    { id: GROUPS.noPass, displayName: 'No Temporary Access Pass' },
    { id: GROUPS.noJoin, displayName: 'No device join' },
  ],
  users: [
    {
      id: id(1),
      userPrincipalName: 'amal@northwind.example',
      displayName: 'Amal Haddad',
      givenName: 'Amal',
      surname: 'Haddad',
      shows: 'new, without any sign-in method: issue a pass and the laptop is set up',
    },
    {
      id: id(2),
      userPrincipalName: 'ben@northwind.example',
      displayName: 'Ben Okafor',
      givenName: 'Ben',
      surname: 'Okafor',
      password: 'Ben-winter-lantern-47',
      shows: 'the loop: the password is right, MFA is asked for, and there is no way to do it',
    },
    {
      id: id(3),
      userPrincipalName: 'cora@northwind.example',
      displayName: 'Cora Lindqvist',
      password: 'Cora-harbour-copper-31',
      roles: [ROLES.privilegedAuthenticationAdministrator],
      shows: 'Privileged Authentication Administrator: may issue passes, never to herself',
    },
    {
      id: id(4),
      userPrincipalName: 'dev@northwind.example',
      displayName: 'Dev Raman',
      password: 'Dev-meadow-signal-90',
      roles: [ROLES.globalReader],
      shows: 'Global Reader: sees passes and logs, never a pass’s value',
    },
    {
      id: id(5),
      userPrincipalName: 'eva@northwind.example',
      displayName: 'Eva Novak',
      password: 'Eva-granite-window-62',
      securityKey: true,
      shows: 'has a security key: after the password the key is offered',
    },
    {
      id: id(6),
      userPrincipalName: 'finn@northwind.example',
      displayName: 'Finn Dahl',
      password: 'Finn-paper-orchard-18',
      groups: [GROUPS.noPass],
      shows: 'out of the pass policy’s scope: no pass can be issued',
    },
    {
      id: id(7),
      userPrincipalName: 'gina@northwind.example',
      displayName: 'Gina Rossi',
      userType: 'Guest',
      shows: 'internal guest: may have a pass like a member',
    },
    {
      id: id(8),
      userPrincipalName: 'hal_fabrikam.example#ext#@northwind.example',
      displayName: 'Hal Jensen',
      userType: 'Guest',
      creationType: 'Invitation',
      shows: 'external guest: a pass cannot be added',
    },
    {
      id: id(9),
      userPrincipalName: 'iris@contoso-fed.example',
      displayName: 'Iris Müller',
      shows: 'federated domain: signs in elsewhere, unless there is a usable pass',
    },
    {
      id: id(10),
      userPrincipalName: 'jon@northwind.example',
      displayName: 'Jon Sørensen',
      password: 'Jon-silver-thicket-75',
      accountEnabled: false,
      shows: 'switched off: even the right pass is refused, and not used up',
    },
    {
      id: id(11),
      userPrincipalName: 'kaya@northwind.example',
      displayName: 'Kaya Demir',
      devices: 5,
      shows: 'owns as many devices as are allowed: refused before the pass is held',
    },
    {
      id: id(12),
      userPrincipalName: 'liam@northwind.example',
      displayName: 'Liam Walsh',
      groups: [GROUPS.noJoin],
      shows: 'may not join devices: refused before the pass is held',
    },
    {
      id: id(13),
      userPrincipalName: 'mina@northwind.example',
      displayName: 'Mina Farouk',
      password: 'Mina-lantern-harvest-53',
      roles: [ROLES.globalAdministrator],
      shows: 'Global Administrator: may change the pass policy and conditional access in the console',
    },
  ],
  policies: [
    {
      kind: 'pass',
      id: 'default',
      payload: { minimumLifetimeInMinutes: 10, excludeTargets: [GROUPS.noPass] },
    },
    { kind: 'device', id: 'default', payload: { userDeviceQuota: 5, excludeTargets: [GROUPS.noJoin] } },
    { kind: 'bootstrap', id: 'default', payload: { enabled: true } },
    { kind: 'profile', id: 'default', payload: { branding: NORTHWIND, support: HELP_DESK } },
    {
      kind: 'conditional-access',
      id: 'ca-mfa-everyone',
      payload: {
        id: 'ca-mfa-everyone',
        displayName: 'Multifactor authentication for everyone',
        state: 'enabled',
        conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
        grantControls: { operator: 'OR', builtInControls: ['mfa'] },
      },
    },
  ],
};
