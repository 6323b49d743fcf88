import type { Gate } from '../../electron/contract/gate.ts';
import { type Fixture, NOW, refused } from './fixture.ts';

const userPrincipalName = 'amal@northwind.example';
const domains = ['northwind.example'];
const back = { canGoBack: true } as const;

/** As long as a report with a usual number of moments is. Nobody has its key. */
const SEALED = `LK-2417 eyJ${'7Qd0xRk2'.repeat(68)}`;

const MFA_FOR_EVERYONE: Gate = {
  id: 'ca-mfa-everyone',
  displayName: 'Multifactor authentication for everyone',
  requires: 'mfa',
  satisfied: false,
  opens: ['temporary_access_pass', 'passkey', 'software_oath'],
};

const TRUSTED_PLACES: Gate = {
  id: 'ca-places',
  displayName: 'Only from trusted places',
  requires: 'block',
  satisfied: false,
  opens: [],
};

const ACCOUNT: readonly Fixture[] = [
  { name: 'account', step: 'account', screen: { kind: 'account', busy: false, domains }, view: back },
  {
    name: 'account-busy',
    step: 'account',
    screen: { kind: 'account', busy: true, userPrincipalName, domains },
    view: back,
  },
  {
    name: 'account-two',
    step: 'account',
    screen: { kind: 'account', busy: false, domains: [...domains, 'contoso-fed.example'] },
    view: back,
  },
  {
    name: 'account-federated',
    step: 'account',
    screen: {
      kind: 'account',
      busy: false,
      userPrincipalName,
      domains,
      refusal: refused('federated_sign_in'),
    },
    view: back,
  },
];

const PASS: readonly Fixture[] = [
  { name: 'pass', step: 'pass', screen: { kind: 'pass', busy: false, userPrincipalName }, view: back },
  {
    name: 'pass-helpers',
    step: 'pass',
    screen: { kind: 'pass', busy: false, userPrincipalName },
    view: {
      ...back,
      support: {
        name: 'Northwind IT help',
        phone: '+1 202 555 0143',
        email: 'help@northwind.example',
        hours: 'Mon to Fri, 8 to 18',
      },
    },
  },
  {
    name: 'pass-until',
    step: 'pass',
    screen: { kind: 'pass', busy: false, userPrincipalName, refusal: refused('reservation_ended') },
    view: { ...back, passEndsAt: NOW + 720 },
  },
  {
    name: 'pass-preview',
    step: 'pass',
    screen: { kind: 'pass', busy: false, userPrincipalName },
    view: { ...back, passEndsAt: NOW + 720, host: { name: 'preview', virtualAuthenticator: true } },
  },
  { name: 'pass-busy', step: 'pass', screen: { kind: 'pass', busy: true, userPrincipalName }, view: back },
  {
    name: 'pass-wrong',
    step: 'pass',
    screen: { kind: 'pass', busy: false, userPrincipalName, refusal: refused('pass_wrong') },
    view: back,
  },
  {
    name: 'pass-early',
    step: 'pass',
    screen: {
      kind: 'pass',
      busy: false,
      userPrincipalName,
      refusal: refused('pass_not_yet_valid', { retryAfter: 79_200, retryAt: NOW + 79_200 }),
    },
    view: back,
  },
  {
    name: 'pass-locked',
    step: 'pass',
    screen: {
      kind: 'pass',
      busy: false,
      userPrincipalName,
      refusal: refused('method_locked', { retryAfter: 270, retryAt: NOW + 270 }),
    },
    view: back,
  },
  {
    name: 'password',
    step: 'pass',
    screen: { kind: 'password', busy: false, userPrincipalName },
    view: back,
  },
  {
    name: 'password-wrong',
    step: 'pass',
    screen: { kind: 'password', busy: false, userPrincipalName, refusal: refused('password_wrong') },
    view: back,
  },
];

const LOOP: readonly Fixture[] = [
  {
    name: 'loop',
    step: 'pass',
    screen: {
      kind: 'loop',
      userPrincipalName,
      refusal: refused('mfa_enrolment_required', { requestId: '6f2c41d8-3f1b-4a55-9d0e-8c1f7b8e2a10' }),
      gates: [MFA_FOR_EVERYONE],
      interval: 5,
      watching: { since: NOW - 420, lookedAt: NOW - 4 },
    },
    view: { ...back, sealedReport: SEALED },
  },
  {
    name: 'loop-plain',
    step: 'pass',
    screen: {
      kind: 'loop',
      userPrincipalName,
      refusal: refused('mfa_enrolment_required'),
      gates: [MFA_FOR_EVERYONE],
      interval: 5,
      watching: { since: NOW - 60, lookedAt: NOW - 4 },
    },
    view: back,
  },
  {
    name: 'loop-blocked',
    step: 'pass',
    screen: {
      kind: 'loop',
      userPrincipalName,
      refusal: refused('policy_blocked'),
      gates: [{ ...MFA_FOR_EVERYONE, satisfied: true }, TRUSTED_PLACES],
      interval: 0,
    },
    view: back,
  },
  {
    name: 'loop-quota',
    step: 'pass',
    screen: { kind: 'loop', userPrincipalName, refusal: refused('device_quota'), gates: [], interval: 0 },
    view: back,
  },
];

export const SIGN_IN_SCREENS: readonly Fixture[] = [...ACCOUNT, ...PASS, ...LOOP];
