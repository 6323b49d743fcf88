import { expect, test } from 'vitest';
import { TechnicianAction } from '../../../electron/contract/technician/actions.ts';
import { INTERVENTIONS, interventionsAt } from '../../../electron/provisioning/interventions.ts';
import type { Stage } from '../../../electron/provisioning/state.ts';
import { World } from './world.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('diagnostics and turning off are open everywhere, ending the set-up until it is released', () => {
  for (const at of Object.keys(INTERVENTIONS) as Stage['at'][]) {
    const actions = interventionsAt({ at } as Stage);
    expect(actions).toContain('diagnostics');
    expect(actions).toContain('powerOff');
    expect(actions.includes('abandon'), at).toBe(!['ownPin', 'done', 'abandoned'].includes(at));
    expect(actions).toEqual(TechnicianAction.options.filter((action) => actions.includes(action)));
  }
});

test('an action that the stage does not offer is refused, asked for or done', async () => {
  const world = new World();
  const flow = await world.start();
  expect(flow.dispatch({ type: 'askTechnician', action: 'retry', reason: 'stuck' })).toMatchObject({
    ok: false,
    refusal: { slug: 'command_not_allowed' },
  });
  expect(flow.intervene('retry')).toBe(false);
  expect(flow.intervene('diagnostics')).toBe(true);
});

test('the panel is part of the view, and a step that goes on leaves it open', async () => {
  const world = new World();
  const flow = await world.start();
  const panel = { phase: 'choose', actions: [], triesLeft: 5 } as const;
  flow.showTechnician(panel);
  flow.dispatch({ type: 'begin' });
  await settled();
  expect(flow.view()).toMatchObject({ step: 'account', technician: panel });
  flow.showTechnician(null);
  expect(flow.view()).not.toHaveProperty('technician');
});

test.each([true, false])(
  'abandoned: no tick, no open door, whether the directory knows (%s) or not',
  async (told) => {
    const world = new World();
    const flow = await world.start({ technician: { tellDirectory: async () => told } });
    flow.dispatch({ type: 'begin' });
    await settled();
    expect(flow.intervene('abandon')).toBe(true);
    expect(flow.view().screen).toEqual({ kind: 'abandoned', told: null });
    await settled();
    expect(flow.view()).toMatchObject({ door: 0, step: 'account', screen: { kind: 'abandoned', told } });
    expect(world.journal.map(({ fact }) => fact)).toEqual(['started']);
    expect(flow.intervene('abandon')).toBe(false);
    expect(flow.dispatch({ type: 'begin' })).toMatchObject({ ok: false });
    expect(flow.dispatch({ type: 'finish' })).toEqual({ ok: true });
  },
);

test('a step that is restarted goes on from the facts', async () => {
  const world = new World();
  const flow = await world.start();
  flow.dispatch({ type: 'begin' });
  await settled();
  expect(flow.intervene('restartStep')).toBe(true);
  await settled();
  expect(flow.view().screen.kind).toBe('account');
  expect(world.journal.map(({ fact }) => fact)).toEqual(['started']);
});

test('after an abandoned run this device begins another one, for whoever comes', async () => {
  const world = new World();
  world.journal.push(
    {
      fact: 'started',
      runId: RUN,
      keyThumbprint: 'thumbprint',
      deviceName: 'NW-7F3K2',
      tenantId: 't1',
      at: 1,
    },
    {
      fact: 'reserved',
      reservationId: 'r0',
      userPrincipalName: 'amal@northwind.example',
      userId: 'u1',
      personName: 'Amal',
      endsAt: 600,
      at: 2,
    },
  );
  const flow = await world.start({}, { abandonedRun: RUN });
  await settled();
  expect(flow.view().screen).toMatchObject({ kind: 'account' });
  expect(flow.view().screen).not.toHaveProperty('userPrincipalName');
  const started = world.journal.filter(({ fact }) => fact === 'started');
  expect(started).toHaveLength(2);
});

const RUN = '5f0c2a8e-7d14-4b8f-9a43-0c6f5e1b2d39';
