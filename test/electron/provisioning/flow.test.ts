import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Slug } from '../../../electron/contract/refusals.ts';
import type { Ports } from '../../../electron/provisioning/ports.ts';
import { driveTo, send, settle } from './drive.ts';
import { PROFILE, World } from './world.ts';

const ORDER = ['started', 'reserved', 'joined', 'created', 'registered', 'proved', 'released'];

test('a whole run records each fact once, in order, and ends done', async () => {
  const world = new World();
  const flow = await world.start();
  const view = await driveTo(flow, 'done');
  expect(view).toMatchObject({
    screen: { kind: 'done', authenticator: 'software' },
    door: 1,
    secondsLeft: 0,
  });
  expect(world.journal.map((fact) => fact.fact)).toEqual(ORDER);
});

test('the proof comes before the release, and the report before the lock is lifted', async () => {
  const world = new World();
  const sent: string[] = [];
  const report: Ports['report'] = {
    send: async (_run, _name, events) => {
      sent.push(...events.map((event) => event.type));
      if (events.some((event) => event.type === 'released')) world.calls.push('report');
    },
  };
  await driveTo(await world.start({ report }), 'done');
  const order = world.calls.filter((call) =>
    ['prove', 'report', 'handover', 'append released'].includes(call),
  );
  expect(order).toEqual(['prove', 'report', 'handover', 'append released']);
  expect(sent).toContain('released');
});

test.each(ORDER.slice(0, -1))(
  'killed right after %s, the next start ends the same with one of each',
  async (fact) => {
    const world = new World();
    const dead = () => new Promise<never>(() => {});
    const journal: Ports['journal'] = {
      read: async () => [...world.journal],
      // The process dies as soon as the fact is durable: nothing after it ever runs.
      append: async (added) => {
        world.journal.push(added);
        if (added.fact === fact) await dead();
      },
    };
    const first = await world.start({ journal });
    await driveTo(first, 'done');
    expect(world.journal.at(-1)?.fact).toBe(fact);
    first.close();

    const second = await world.start();
    expect((await driveTo(second, 'done')).screen.kind).toBe('done');
    expect(world.journal.map((entry) => entry.fact)).toEqual(ORDER);
    expect([...world.devices]).toHaveLength(1);
    expect([...world.credentials.values()]).toEqual(['active']);
  },
);

test('a journal that cannot be written says so, and trying again loses nothing', async () => {
  const world = new World();
  let full = true;
  const journal: Ports['journal'] = {
    read: async () => [...world.journal],
    append: async (fact) => {
      if (fact.fact === 'joined' && full) throw new Refusal('state_unwritable');
      world.journal.push(fact);
    },
  };
  const flow = await world.start({ journal });
  const stuck = await driveTo(flow, 'done', { ...PERSON_WITHOUT_RETRY });
  expect(stuck).toMatchObject({ screen: { refusal: { slug: 'state_unwritable' } }, helpCode: 'LK-9102' });
  full = false;
  send(flow, { type: 'retry' });
  expect((await driveTo(flow, 'done')).screen.kind).toBe('done');
  expect(world.journal.map((entry) => entry.fact)).toEqual(ORDER);
});

const PERSON_WITHOUT_RETRY = {
  user: { type: 'submitAccount', userPrincipalName: 'amal@northwind.example' },
  pass: { type: 'submitPass', pass: '7KQ4mH2v' },
  password: null,
  'pass-or-wait': null,
  'device-name': null,
  choice: null,
  'new-pin': { type: 'submitPin', pin: '493027' },
  pin: { type: 'submitPin', pin: '493027' },
  retry: null,
} as const;

test('the loop explains itself, watches, and goes on by itself when a pass exists', async () => {
  const world = new World();
  let passExists = false;
  const gates = [
    {
      id: 'g',
      displayName: 'MFA for everyone',
      requires: 'mfa',
      satisfied: false,
      opens: ['temporary_access_pass'],
    },
  ] as const;
  const ports = world.ports();
  const signIn: Ports['signIn'] = {
    ...ports.signIn,
    answerPassword: async () => {
      throw new Refusal('mfa_enrolment_required', {
        gates: gates.map((gate) => ({ ...gate, opens: [...gate.opens] })),
      });
    },
    poll: async () => ({ methods: passExists ? ['temporary_access_pass'] : [], interval: 5, gates: [] }),
  };
  const flow = await world.start({ signIn });
  await driveTo(flow, 'pass');
  send(flow, { type: 'noPass' });
  send(flow, { type: 'submitPassword', password: 'Winter-2026' });
  await settle();
  expect(flow.view().screen).toMatchObject({
    kind: 'loop',
    interval: 5,
    gates: [{ displayName: 'MFA for everyone' }],
  });
  expect(flow.view().helpCode).toBe('LK-2417');

  world.pass(5);
  await settle();
  expect(flow.view().screen.kind).toBe('loop');

  passExists = true;
  world.pass(5);
  await settle();
  expect(flow.view().screen.kind).toBe('pass');
  expect((await driveTo(flow, 'done')).screen.kind).toBe('done');
});

test('the dead end keeps watching through a network that is gone', async () => {
  const world = new World();
  const ports = world.ports();
  let polls = 0;
  const signIn: Ports['signIn'] = {
    ...ports.signIn,
    answerPassword: async () => {
      throw new Refusal('mfa_enrolment_required');
    },
    poll: async () => {
      polls += 1;
      if (polls < 3) throw new Refusal('directory_unreachable');
      return { methods: ['temporary_access_pass'], interval: 5, gates: [] };
    },
  };
  const flow = await world.start({ signIn });
  await driveTo(flow, 'pass');
  send(flow, { type: 'noPass' });
  send(flow, { type: 'submitPassword', password: 'Winter-2026' });
  await settle();
  world.pass(5);
  await settle();
  expect(flow.view()).toMatchObject({ screen: { kind: 'loop' }, connection: 'offline' });
  for (const _ of [1, 2]) {
    world.pass(5);
    await settle();
  }
  expect(flow.view()).toMatchObject({ screen: { kind: 'pass' }, connection: 'connected' });
});

test.each<Slug>(['reservation_ended', 'credential_unknown', 'registration_window_closed'])(
  'a proof refused with %s asks for the pass again and then makes a new key',
  async (slug) => {
    const world = new World();
    const ports = world.ports();
    let refused = false;
    const signIn: Ports['signIn'] = {
      ...ports.signIn,
      prove: async (user, assert) => {
        if (refused) return ports.signIn.prove(user, assert);
        refused = true;
        world.credentials.clear();
        world.reservation = { ...world.reservation, reservationId: 'r2' };
        throw new Refusal(slug);
      },
    };
    const flow = await world.start({ signIn });
    await driveTo(flow, 'proof');
    send(flow, { type: 'submitPin', pin: '493027' });
    await settle();
    expect(flow.view().screen).toMatchObject({ kind: 'pass', refusal: { slug } });
    await driveTo(flow, 'done');
    expect([...world.credentials]).toEqual([['key2', 'active']]);
    expect(world.devices.size).toBe(1);
  },
);

test('a weak PIN is refused before anything is asked of the directory', async () => {
  const world = new World();
  const flow = await world.start();
  await driveTo(flow, 'credential');
  await settle();
  send(flow, { type: 'submitPin', pin: '123456' });
  await settle();
  expect(flow.view().screen).toMatchObject({
    kind: 'credential',
    phase: 'pin',
    refusal: { slug: 'pin_too_weak' },
  });
  expect(world.made).toBe(0);
});

test('another device key than the journal knows is a lost key, never a silent new device', async () => {
  const world = new World();
  await driveTo(await world.start(), 'proof');
  const device: Ports['device'] = {
    prepare: async () => ({ keyThumbprint: 'another', serialNumber: '7F3K2' }),
    nameFrom: async () => 'X',
  };
  const flow = await world.start({ device });
  await settle();
  expect(flow.view().screen).toMatchObject({ kind: 'network', refusal: { slug: 'device_key_lost' } });
});

test('a command that the screen does not offer is refused and changes nothing', async () => {
  const flow = await new World().start();
  const before = flow.view();
  expect(send(flow, { type: 'submitPin', pin: '493027' })).toMatchObject({
    ok: false,
    refusal: { slug: 'command_not_allowed' },
  });
  expect(flow.view()).toEqual(before);
});

test('an answer that comes after the person went back is dropped', async () => {
  const world = new World();
  let release: (() => void) | null = null;
  const signIn: Ports['signIn'] = {
    ...world.ports().signIn,
    open: () =>
      new Promise(
        (resolve) =>
          (release = () => resolve({ methods: ['temporary_access_pass'], interval: 5, gates: [] })),
      ),
  };
  const flow = await world.start({ signIn });
  await driveTo(flow, 'account');
  send(flow, { type: 'submitAccount', userPrincipalName: 'amal@northwind.example' });
  send(flow, { type: 'back' });
  (release as (() => void) | null)?.();
  await settle();
  expect(flow.view().screen.kind).toBe('welcome');
});

test('no view, at any moment, holds the pass, the password or the PIN', async () => {
  const world = new World();
  const flow = await world.start();
  const seen: string[] = [];
  flow.onView((view) => seen.push(inspect(view, { depth: 20 })));
  await driveTo(flow, 'done');
  expect(seen.length).toBeGreaterThan(10);
  for (const text of seen) expect(text).not.toMatch(/7KQ4|mH2v|493027|Winter/);
});

test('facts of another company are not gone on with', async () => {
  const world = new World();
  await driveTo(await world.start(), 'done');
  const network: Ports['network'] = {
    reach: async () => ({
      profile: { ...PROFILE, tenant: { ...PROFILE.tenant, id: 'another' } },
      skewSeconds: 0,
    }),
  };
  const flow = await world.start({ network });
  await settle();
  expect(flow.view().screen).toMatchObject({ kind: 'network', refusal: { slug: 'state_of_another' } });
});
