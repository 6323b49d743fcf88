import type { TechnicianPanel } from '../../electron/contract/technician/panel.ts';
import type { Report } from '../../electron/contract/wire/report.ts';
import { type Fixture, refused } from './fixture.ts';

const PASS_SCREEN = {
  step: 'pass',
  screen: { kind: 'pass', busy: false, userPrincipalName: 'amal@northwind.example' },
} as const;

const LINES = [
  '04HX9-C2M5K-7QTPW-A3B8Z',
  'R1NQ6-YVE4D-80JKM-5ST27',
  '9GXCW-B3H6P-ZQ1AN-V4E8R',
  'KD7M0-T52YJ-6SX9C-WBH3G',
  '1PQZ8-ANRVE-4KDMT-07Y5J',
  '6S2XW-9C3BH',
];

const ANSWER = {
  phase: 'answer',
  action: 'restartStep',
  reason: 'network',
  keyId: 'd81f20a4',
  scan: `LATCHKEY:1:${LINES.join('').replaceAll('-', '')}`,
  lines: LINES,
  busy: false,
  triesLeft: 5,
} as const satisfies TechnicianPanel;

const panel = (name: string, technician: TechnicianPanel): Fixture => ({
  name,
  ...PASS_SCREEN,
  view: { technician },
});

const REPORT: Report = {
  version: 1,
  id: '0b8f4a52-61d3-4c7e-9f20-3a5d7e9c1b24',
  createdDateTime: '2026-11-22T10:30:00.000Z',
  device: { name: 'LT-7F3K2', serialNumber: '5CG1284RT0' },
  account: 'a…@northwind.example',
  machine: {
    latchkey: '0.1.0',
    host: 'electron',
    node: 'v24.21.0',
    platform: 'linux',
    release: '6.1.0-28-amd64',
    architecture: 'x64',
  },
  standing: {
    step: 'credential',
    screen: 'credential',
    refusal: { slug: 'attestation_refused', helpCode: 'LK-4103' },
    gates: [],
  },
  network: {
    connection: 'connected',
    skewSeconds: -12,
    checks: { device: 'passed', network: 'passed', directory: 'passed', clock: 'passed', profile: 'passed' },
  },
  run: {
    id: '5f0c2a8e-7d14-4b8f-9a43-0c6f5e1b2d39',
    deviceId: '9d1c3b5a-2e4f-4a6b-8c7d-0e1f2a3b4c5d',
    facts: [
      { fact: 'started', at: '2026-11-22T10:11:21.000Z' },
      { fact: 'reserved', at: '2026-11-22T10:14:02.000Z' },
      { fact: 'joined', at: '2026-11-22T10:14:06.000Z' },
    ],
  },
  timeline: [
    { at: '2026-11-22T10:14:06.000Z', what: 'screen', step: 'credential', screen: 'credential' },
    { at: '2026-11-22T10:14:02.000Z', what: 'screen', step: 'join', screen: 'join', seconds: 4 },
  ],
  safety: {
    authenticators: [{ name: 'tpm', state: 'available', guard: 'guarded', lockedOut: false }],
    vault: 'tpm',
    lockdown: [
      { control: 'shell', state: 'enforced' },
      { control: 'usb-storage', state: 'missing' },
    ],
    policy: [{ member: 'directory', from: 'file' }],
    policyProblems: 0,
  },
};

const CHOOSE_SCREEN = {
  step: 'credential',
  screen: { kind: 'release' },
} as const;

/** The technician panel over a screen, and the end that it can bring. */
export const TECHNICIAN_SCREENS: readonly Fixture[] = [
  panel('technician-choose', {
    phase: 'choose',
    actions: ['diagnostics', 'restartStep', 'powerOff', 'abandon'],
    triesLeft: 5,
  }),
  panel('technician-no-key', {
    phase: 'choose',
    actions: ['diagnostics', 'powerOff'],
    triesLeft: 5,
    refusal: refused('technician_no_key'),
  }),
  panel('technician-answer', ANSWER),
  panel('technician-wrong', { ...ANSWER, triesLeft: 2, refusal: refused('technician_code_wrong') }),
  panel('technician-locked', {
    ...ANSWER,
    triesLeft: 1,
    lockedFor: 480,
    refusal: refused('technician_locked', { retryAfter: 480 }),
  }),
  panel('technician-diagnostics', {
    phase: 'diagnostics',
    lines: [
      { name: 'step', value: 'pass (pass)' },
      { name: 'connection', value: 'connected' },
      { name: 'directory', value: 'https://directory.northwind.example/' },
      { name: 'run', value: '5f0c2a8e-7d14-4b8f-9a43-0c6f5e1b2d39' },
      { name: 'device', value: 'LT-7F3K2 5CG1284RT0' },
    ],
    lockdown: [
      {
        control: 'shell',
        title: 'Nothing but Latchkey in the session',
        state: 'enforced',
        seen: 'cage is running, and no desktop',
        why: 'Alt+Tab, launchers and hot corners lead to other programs.',
      },
      {
        control: 'sysrq',
        title: 'Magic SysRq',
        state: 'partial',
        seen: 'some keys are allowed (438)',
        why: 'SysRq kills the session.',
      },
      {
        control: 'usb-storage',
        title: 'USB storage',
        state: 'missing',
        seen: 'the driver is loaded when a stick is plugged in',
        why: 'Files come in and data goes out.',
      },
      {
        control: 'secure-boot',
        title: 'Secure Boot',
        state: 'unknown',
        seen: 'there is nothing here to ask',
        why: 'Another system starts from a stick.',
      },
    ],
    timeline: [
      {
        at: '2026-11-22T10:13:40.000Z',
        what: 'refused',
        step: 'pass',
        screen: 'pass',
        slug: 'pass_expired',
        helpCode: 'LK-2402',
        requestId: '6f2c41d8-3f1b-4a55-9d0e-8c1f7b8e2a10',
        times: 2,
      },
      { at: '2026-11-22T10:12:05.000Z', what: 'screen', step: 'pass', screen: 'pass' },
      { at: '2026-11-22T10:11:21.000Z', what: 'screen', step: 'account', screen: 'account', seconds: 44 },
      { at: '2026-11-22T10:11:16.000Z', what: 'screen', step: 'network', screen: 'network', seconds: 5 },
      { at: '2026-11-22T10:10:58.000Z', what: 'screen', step: 'welcome', screen: 'welcome', seconds: 18 },
    ],
    events: [{ at: '2026-11-22T10:14:00.000Z', type: 'accepted', action: 'diagnostics' }],
  }),
  { name: 'report', ...CHOOSE_SCREEN, view: { report: { report: REPORT, sending: 'open' } } },
  { name: 'report-sent', ...CHOOSE_SCREEN, view: { report: { report: REPORT, sending: 'sent' } } },
  {
    name: 'report-refused',
    ...CHOOSE_SCREEN,
    view: {
      report: { report: REPORT, sending: 'open', refusal: refused('throttled', { retryAfter: 3600 }) },
    },
  },
  {
    name: 'report-closed',
    ...PASS_SCREEN,
    view: { report: { report: { ...REPORT, run: undefined }, sending: 'closed' } },
  },
  panel('technician-off', { phase: 'poweringOff' }),
  {
    name: 'abandoned',
    step: 'credential',
    screen: { kind: 'abandoned', told: true },
    view: { door: 0, secondsLeft: 0 },
  },
  {
    name: 'abandoned-offline',
    step: 'pass',
    screen: { kind: 'abandoned', told: false },
    view: { connection: 'offline', door: 0, secondsLeft: 0 },
  },
];
