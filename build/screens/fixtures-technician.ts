import type { TechnicianPanel } from '../../electron/contract/technician/panel.ts';
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
    events: [{ at: '2026-11-22T10:14:00.000Z', type: 'accepted', action: 'diagnostics' }],
  }),
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
