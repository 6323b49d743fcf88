import type { Fact } from '../../../electron/contract/facts.ts';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { View } from '../../../electron/contract/view.ts';
import type { Sources } from '../../../electron/diagnostics/sources.ts';

export const NOW = Date.UTC(2026, 10, 22, 10, 30) / 1000;
export const RUN_ID = '5f0c2a8e-7d14-4b8f-9a43-0c6f5e1b2d39';
export const REQUEST_ID = '6f2c41d8-3f1b-4a55-9d0e-8c1f7b8e2a10';

/** The dead end of a usual laptop. */
export const VIEW: View = {
  revision: 7,
  step: 'pass',
  door: 0.3,
  secondsLeft: 170,
  screen: {
    kind: 'loop',
    userPrincipalName: 'amal@northwind.example',
    refusal: new Refusal('mfa_enrolment_required', {
      requestId: REQUEST_ID,
      detail: 'said at run time',
    }).toJSON(),
    gates: [
      {
        id: 'ca-mfa-everyone',
        displayName: 'Multifactor authentication for everyone',
        requires: 'mfa',
        satisfied: false,
        opens: ['temporary_access_pass'],
      },
    ],
    interval: 5,
  },
  canGoBack: true,
  preferences: {
    language: 'en',
    textScale: '100',
    theme: 'light',
    motion: 'system',
    keyboard: 'touch',
  },
  languages: ['en'],
  device: { name: 'LT-7F3K2', serialNumber: '5CG1284RT0' },
  connection: 'connected',
  helpCode: 'LK-2417',
  host: { name: 'electron', virtualAuthenticator: false },
};

const FACTS: readonly Fact[] = [
  { fact: 'started', runId: RUN_ID, keyThumbprint: 'thumb', deviceName: 'LT-7F3K2', at: NOW - 900 },
];

export const SOURCES: Sources = {
  id: '0b8f4a52-61d3-4c7e-9f20-3a5d7e9c1b24',
  now: NOW,
  about: {
    latchkey: '0.1.0',
    host: 'electron',
    node: 'v24.21.0',
    platform: 'linux',
    release: '6.1.0-28-amd64',
    architecture: 'x64',
  },
  view: VIEW,
  facts: FACTS,
  timeline: Array.from({ length: 30 }, (_, index) => ({
    at: new Date((NOW - 300 + index * 10) * 1000).toISOString(),
    what: 'refused',
    step: 'pass',
    screen: 'loop',
    slug: 'directory_unreachable',
    helpCode: 'LK-1401',
    requestId: REQUEST_ID,
  })),
  checks: { device: 'passed', network: 'passed' },
  skewSeconds: -12.4,
  examined: {
    authenticators: [{ name: 'tpm', state: 'available', guard: 'guarded', lockedOut: false }],
    vault: { kind: 'file', sealedBy: 'tpm' },
    lockdown: [{ control: 'shell', title: 'Shell', state: 'missing', seen: 'gnome-shell', why: 'because' }],
    policy: { effective: [{ member: 'directory', from: '/etc/latchkey/policy.d/10.json' }], problems: [] },
  },
};
