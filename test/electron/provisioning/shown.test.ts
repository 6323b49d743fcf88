import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Screen, View } from '../../../electron/contract/view.ts';
import { shown } from '../../../electron/provisioning/shown.ts';
import { narrate } from '../../../electron/terminal/narrate.ts';
import { driveTo, send, settle } from './drive.ts';
import { PROFILE, World } from './world.ts';

/* A directory that calls itself, its people and its policies whatever hurts. */

const HOSTILE = [
  'A'.repeat(10_000),
  '<img src=x onerror=alert(1)>',
  'North\u202edniw\u2066\u200f',
  '\u001b[2J\u001b]52;c;b3duZWQ=\u0007\r\nPassword: ',
  'x\u0301'.repeat(3000),
];
const BAD = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

function everyText(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(everyText) : [];
}

test.each(HOSTILE.map((name) => [name.slice(0, 12), name]))(
  '%j is one bounded line wherever it is shown',
  async (...row) => {
    const [, name] = row;
    const world = new World();
    const tenant = { id: 't1', displayName: name, domains: [name, 'northwind.example', 'NORTHWIND.example'] };
    const gates = Array.from({ length: 500 }, () => ({
      id: name,
      displayName: name,
      requires: 'mfa' as const,
      satisfied: false,
      opens: Array(100).fill('temporary_access_pass'),
    }));
    const { signIn } = world.ports();
    const flow = await world.start({
      network: {
        reach: async () => ({
          profile: { ...PROFILE, tenant, deviceNameTemplate: name.slice(0, 64) },
          skewSeconds: 0,
        }),
      },
      device: {
        prepare: async () => ({ keyThumbprint: 't', serialNumber: name }),
        nameFrom: async () => name,
      },
      signIn: {
        ...signIn,
        answerPassword: async () => Promise.reject(new Refusal('mfa_enrolment_required', { gates })),
        poll: async () => ({ methods: [], interval: 5, gates }),
        answerPass: async () => ({ ...world.reservation, personName: name }),
      },
    });
    const views: View[] = [];
    flow.onView((view) => views.push(view));
    const account = await driveTo(flow, 'account');
    expect(account.screen).toMatchObject({ domains: ['northwind.example'] });
    await driveTo(flow, 'pass');
    send(flow, { type: 'noPass' });
    send(flow, { type: 'submitPassword', password: 'Winter-2026' });
    await settle();
    expect(flow.view().screen.kind).toBe('loop');
    send(flow, { type: 'havePass' });
    await driveTo(flow, 'credential');
    expect(views.length).toBeGreaterThan(5);
    for (const text of views.flatMap(everyText)) {
      expect(text.length).toBeLessThan(1500);
      expect(text).not.toMatch(BAD);
    }
    for (const view of views) expect(JSON.stringify(view).length).toBeLessThan(40_000);
    // And so it is in the terminal, which says nothing that is not in a view.
    const story = views.flatMap((view, index) => narrate(views[index - 1] ?? null, view)).join('');
    expect(story.length).toBeGreaterThan(100);
    expect(story).not.toMatch(BAD);
  },
);

test('what was well stays as it was', () => {
  const screen: Screen = {
    kind: 'loop',
    userPrincipalName: 'hal_fabrikam.example#ext#@northwind.example',
    refusal: new Refusal('mfa_enrolment_required').toJSON(),
    gates: [
      { id: 'ca', displayName: 'MFA für alle – ١٢٣', requires: 'mfa', satisfied: false, opens: ['passkey'] },
    ],
    interval: 5,
  };
  const view = {
    tenantName: 'شركة الرياح',
    personName: 'Zoë',
    device: { name: 'LT-1', serialNumber: '7F' },
    screen,
  };
  expect(shown(view as unknown as View)).toEqual(view);
});
