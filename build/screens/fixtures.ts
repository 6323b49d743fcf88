import { Branding } from '../../electron/contract/branding/branding.ts';
import { progressAt, type Step, secondsFrom } from '../../electron/contract/steps.ts';
import type { CheckState, NetworkCheck, View } from '../../electron/contract/view.ts';
import { DEMO } from '../../server-stub/seed/demo.ts';
import { type Fixture, refused } from './fixture.ts';
import { CREDENTIAL_SCREENS } from './fixtures-credential.ts';
import { NETWORK_SCREENS } from './fixtures-network.ts';
import { SIGN_IN_SCREENS } from './fixtures-sign-in.ts';
import { TECHNICIAN_SCREENS } from './fixtures-technician.ts';

/** The five checks, as many of them passed as said, the next one in `state`. */
function checks(passed: number, state: CheckState): Record<NetworkCheck, CheckState> {
  const names = ['device', 'network', 'directory', 'clock', 'profile'] as const;
  const entries = names.map((name, index) => [
    name,
    index < passed ? 'passed' : index === passed ? state : 'waiting',
  ]);
  return Object.fromEntries(entries) as Record<NetworkCheck, CheckState>;
}

/** The demo company's own look. */
const NORTHWIND = Branding.parse(
  DEMO.policies?.find(({ kind }) => kind === 'profile')?.payload.branding ?? {},
);

/** Before the directory was reached nobody's name is known. */
const NAMELESS = {
  tenantName: undefined,
  branding: undefined,
  device: { name: '', serialNumber: '' },
  connection: 'unknown',
} as const;

const FIRST_SCREENS: readonly Fixture[] = [
  { name: 'welcome', step: 'welcome', screen: { kind: 'welcome' }, view: { languages: ['en'] } },
  {
    name: 'welcome-languages',
    step: 'welcome',
    screen: { kind: 'welcome' },
  },
  {
    name: 'network-running',
    step: 'network',
    screen: { kind: 'network', checks: checks(2, 'running') },
    view: { canGoBack: true, connection: 'unknown' },
  },
  {
    name: 'network-skew',
    step: 'network',
    screen: { kind: 'network', checks: checks(5, 'passed'), skewSeconds: 192 },
    view: { canGoBack: true },
  },
  {
    name: 'network-portal',
    step: 'network',
    screen: { kind: 'network', checks: checks(2, 'failed'), refusal: refused('captive_portal') },
    view: { canGoBack: true, connection: 'offline' },
  },
  {
    name: 'network-busy-directory',
    step: 'network',
    screen: {
      kind: 'network',
      checks: checks(2, 'failed'),
      refusal: refused('directory_busy', { retryAfter: 42 }),
    },
    view: { canGoBack: true },
  },
];

const LAST_SCREENS: readonly Fixture[] = [
  { name: 'release', step: 'release', screen: { kind: 'release' } },
  {
    name: 'release-refused',
    step: 'release',
    screen: { kind: 'release', refusal: refused('directory_unreachable') },
    view: { connection: 'offline' },
  },
  {
    name: 'done',
    step: 'release',
    screen: { kind: 'done', authenticator: 'tpm', userPrincipalName: 'amal@northwind.example' },
    view: { door: 1, secondsLeft: 0 },
  },
  {
    name: 'done-platform',
    step: 'release',
    screen: { kind: 'done', authenticator: 'platform', userPrincipalName: 'amal@northwind.example' },
    view: { door: 1, secondsLeft: 0 },
  },
];

export const FIXTURES: readonly Fixture[] = [
  ...FIRST_SCREENS,
  ...NETWORK_SCREENS,
  ...SIGN_IN_SCREENS,
  ...CREDENTIAL_SCREENS,
  ...LAST_SCREENS,
  ...TECHNICIAN_SCREENS,
];

/** The name of a person is known once they have signed in. */
const SIGNED_IN: ReadonlySet<Step> = new Set(['join', 'credential', 'proof', 'release']);

/** The whole view around the screen of a fixture. */
export function viewOf(
  { step, screen, view }: Fixture,
  preferences: Partial<View['preferences']> = {},
): View {
  const known = step === 'welcome' ? NAMELESS : {};
  const refusal = 'refusal' in screen ? screen.refusal : undefined;
  const merged = {
    revision: 1,
    step,
    door: progressAt(step),
    secondsLeft: secondsFrom(step),
    screen,
    canGoBack: false,
    preferences: {
      language: 'en',
      textScale: '100',
      theme: 'light',
      motion: 'system',
      keyboard: 'touch',
      ...preferences,
    } as const,
    languages: ['en', 'de', 'ar'],
    tenantName: 'Northwind',
    branding: NORTHWIND,
    ...(SIGNED_IN.has(step) && { personName: 'Amal' }),
    device: { name: 'LT-7F3K2', serialNumber: '5CG1284RT0' },
    connection: 'connected' as const,
    ...(refusal && { helpCode: refusal.helpCode }),
    host: { name: 'electron', virtualAuthenticator: false } as const,
    ...known,
    ...view,
  };
  return JSON.parse(JSON.stringify(merged)) as View;
}
