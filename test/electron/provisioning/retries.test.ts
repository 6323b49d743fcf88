import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { NetworkInterface, WifiPanel } from '../../../electron/contract/connection.ts';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Slug } from '../../../electron/contract/refusals.ts';
import { type Flow, startFlow } from '../../../electron/provisioning/flow.ts';
import type { NetworkPort, Ports } from '../../../electron/provisioning/ports.ts';
import { DEFAULT_PREFERENCES } from '../../../electron/provisioning/state.ts';
import { driveTo, send, settle } from './drive.ts';
import { World } from './world.ts';

/* A network that comes and goes, in a world whose clock is turned by hand. */

const ADAPTER: NetworkInterface = {
  name: 'eth0',
  kind: 'wired',
  link: 'up',
  addresses: ['192.0.2.7'],
  mac: '00:00:5E:00:53:01',
};

/** A port that refuses while the network is away, and counts how often it was asked. */
class Line {
  slug: Slug | null = null;
  retryAfter: number | undefined;
  asked = 0;
  changed: () => void = () => {};

  through<Args extends readonly unknown[], T>(
    work: (...args: Args) => Promise<T>,
  ): (...args: Args) => Promise<T> {
    return async (...args) => {
      this.asked += 1;
      if (this.slug === null) return work(...args);
      throw new Refusal(this.slug, this.retryAfter === undefined ? {} : { retryAfter: this.retryAfter });
    };
  }

  network(port: NetworkPort): NetworkPort {
    return {
      reach: this.through((passed) => port.reach(passed)),
      interfaces: async () => [ADAPTER],
      onChange: (changed) => {
        this.changed = changed;
        return () => {};
      },
    };
  }
}

async function start(over: (ports: Ports, line: Line) => Partial<Ports>) {
  const world = new World();
  const line = new Line();
  const ports = world.ports();
  const flow = await startFlow({
    ports: { ...ports, network: line.network(ports.network), ...over(ports, line) },
    host: { name: 'electron', virtualAuthenticator: false },
    preferences: DEFAULT_PREFERENCES,
    patient: true,
  });
  return { world, line, flow };
}

/** Time goes by in small steps, as it does. */
async function pass(world: World, seconds: number): Promise<void> {
  for (let gone = 0; gone < seconds; gone += 1) {
    world.pass(1);
    await settle();
  }
}

const shown = (flow: Flow) => {
  const { screen, retrying, connection, helpCode } = flow.view();
  return { kind: screen.kind, retrying: retrying?.refusal.slug, connection, helpCode };
};

describe('the first step', () => {
  test('says what is wrong, tries again by itself, and goes on', async () => {
    const { world, line, flow } = await start(() => ({}));
    line.slug = 'link_down';
    send(flow, { type: 'begin' });
    await settle();
    expect(shown(flow)).toEqual({
      kind: 'network',
      retrying: 'link_down',
      connection: 'offline',
      helpCode: 'LK-1101',
    });
    expect(flow.view()).toMatchObject({
      screen: { refusal: { slug: 'link_down' }, checks: { device: 'passed', network: 'failed' } },
      retrying: { attempt: 1, seconds: 2 },
      interfaces: [ADAPTER],
    });
    await pass(world, 5);
    expect(line.asked).toBe(2);
    line.slug = null;
    await pass(world, 4);
    expect(shown(flow)).toMatchObject({ kind: 'account', connection: 'connected' });
    expect(flow.view()).not.toHaveProperty('retrying');
  });

  test('a cable that is plugged in is noticed at once', async () => {
    const { line, flow } = await start(() => ({}));
    line.slug = 'link_down';
    send(flow, { type: 'begin' });
    await settle();
    line.slug = null;
    line.changed();
    await settle();
    expect(shown(flow).kind).toBe('account');
  });

  test('even after a refusal that is not tried again by itself', async () => {
    const { line, flow } = await start(() => ({}));
    line.slug = 'certificate_untrusted';
    send(flow, { type: 'begin' });
    await settle();
    expect(shown(flow)).toMatchObject({ kind: 'network', retrying: undefined });
    line.slug = null;
    line.changed();
    await settle();
    expect(shown(flow).kind).toBe('account');
  });

  test('somebody who cannot wait tries now', async () => {
    const { line, flow } = await start(() => ({}));
    line.slug = 'directory_busy';
    line.retryAfter = 120;
    send(flow, { type: 'begin' });
    await settle();
    expect(flow.view().retrying?.seconds).toBe(120);
    line.slug = null;
    expect(send(flow, { type: 'retry' }).ok).toBe(true);
    await settle();
    expect(shown(flow).kind).toBe('account');
  });

  test('somebody who goes back is left in peace', async () => {
    const { world, line, flow } = await start(() => ({}));
    line.slug = 'link_down';
    send(flow, { type: 'begin' });
    await settle();
    send(flow, { type: 'back' });
    line.slug = null;
    await pass(world, 30);
    expect(shown(flow)).toMatchObject({ kind: 'welcome', retrying: undefined });
    expect(line.asked).toBe(1);
  });
});

describe('a directory that answers 503 for two minutes', () => {
  test.each<[string, 'join' | 'register' | 'prove' | 'answerPass' | 'release']>([
    ['the pass', 'answerPass'],
    ['the join', 'join'],
    ['the registration', 'register'],
    ['the proof', 'prove'],
    ['the release', 'release'],
  ])('at %s: no step back, and the same end', async (_where, at) => {
    const { world, line, flow } = await start((ports, line) => ({
      ...(at === 'answerPass' && {
        signIn: {
          ...ports.signIn,
          answerPass: line.through(ports.signIn.answerPass),
          // Nothing was reserved: the answer was a refusal.
          takeUpReservation: async () => Promise.reject(new Refusal(line.slug ?? 'reservation_ended')),
        },
      }),
      ...(at === 'join' && { join: { join: line.through(ports.join.join) } }),
      ...(at === 'register' && {
        enrolment: { ...ports.enrolment, register: line.through(ports.enrolment.register) },
      }),
      ...(at === 'prove' && { signIn: { ...ports.signIn, prove: line.through(ports.signIn.prove) } }),
      ...(at === 'release' && { handover: { release: line.through(ports.handover.release) } }),
    }));
    await driveTo(flow, 'account');
    line.slug = 'directory_busy';
    line.retryAfter = 30;
    await driveTo(flow, 'done');
    const during = shown(flow);
    expect(during).toMatchObject({
      retrying: 'directory_busy',
      helpCode: 'LK-1502',
      connection: 'connected',
    });
    for (let minute = 0; minute < 2; minute += 1) {
      await pass(world, 60);
      expect(shown(flow)).toEqual(during);
    }
    line.slug = null;
    await pass(world, 31);
    expect((await driveTo(flow, 'done')).screen.kind).toBe('done');
    expect(world.journal.map(({ fact }) => fact)).toEqual([
      ...['started', 'reserved', 'joined', 'created', 'registered', 'proved', 'released'],
    ]);
    expect([...world.devices]).toHaveLength(1);
  });
});

test('an answer that was lost is looked for before the pass is given again', async () => {
  const world = new World();
  let lost = true;
  const given: string[] = [];
  const ports = world.ports();
  const flow = await startFlow({
    ports: {
      ...ports,
      signIn: {
        ...ports.signIn,
        answerPass: async () => {
          given.push('pass');
          if (lost) throw new Refusal('directory_unreachable');
          return world.reservation;
        },
        takeUpReservation: async () => {
          given.push('reservation');
          return world.reservation;
        },
      },
    },
    host: { name: 'electron', virtualAuthenticator: false },
    preferences: DEFAULT_PREFERENCES,
    patient: true,
  });
  await driveTo(flow, 'join');
  lost = false;
  await pass(world, 3);
  await driveTo(flow, 'done');
  expect(given).toEqual(['pass', 'reservation']);
});

test('what was typed is asked for again after five minutes, and is in no view meanwhile', async () => {
  const { world, line, flow } = await start((ports, line) => ({
    signIn: { ...ports.signIn, prove: line.through(ports.signIn.prove) },
  }));
  await driveTo(flow, 'account');
  line.slug = 'directory_unreachable';
  await driveTo(flow, 'done');
  expect(flow.view().screen).toMatchObject({ kind: 'proof', phase: 'working' });
  await pass(world, 100);
  expect(inspect(flow.view(), { depth: 9 })).not.toContain('493027');
  await pass(world, 250);
  expect(flow.view().screen).toMatchObject({
    kind: 'proof',
    phase: 'pin',
    refusal: { slug: 'directory_unreachable' },
  });
  line.slug = null;
  expect((await driveTo(flow, 'done')).screen.kind).toBe('done');
});

test('a script is told at once', async () => {
  const world = new World();
  const network = { reach: async () => Promise.reject(new Refusal('link_down')) };
  const flow = await world.start({ network });
  send(flow, { type: 'begin' });
  await settle();
  expect(shown(flow)).toMatchObject({ kind: 'network', retrying: undefined });
});

describe('the screen for Wi-Fi', () => {
  const NETWORKS: WifiPanel = {
    phase: 'list',
    networks: [{ id: '486F6D65 passphrase', name: 'Home', signal: 80, security: 'passphrase' }],
  };

  test('is offered where there is no way, lies over everything, and shuts by Back', async () => {
    const { line, flow } = await start(() => ({}));
    flow.offerWifi('here');
    expect(flow.view().wifi).toBe('none');
    expect(send(flow, { type: 'openWifi' }).ok).toBe(false);
    line.slug = 'link_down';
    send(flow, { type: 'begin' });
    await settle();
    expect(flow.view().wifi).toBe('here');
    expect(send(flow, { type: 'openWifi' }).ok).toBe(true);
    expect(flow.view().screen).toEqual({ kind: 'wifi', phase: 'looking', networks: [] });
    expect(send(flow, { type: 'joinWifi', network: '486F6D65 open' }).ok).toBe(false);
    flow.showWifi(NETWORKS);
    expect(flow.view().screen).toEqual({ kind: 'wifi', ...NETWORKS });
    expect(
      send(flow, { type: 'joinWifi', network: '486F6D65 passphrase', passphrase: 'correct horse' }).ok,
    ).toBe(true);
    expect(flow.view().canGoBack).toBe(true);
    send(flow, { type: 'back' });
    expect(flow.view().screen.kind).toBe('network');
    flow.showWifi(NETWORKS);
    expect(flow.view().screen.kind).toBe('network');
  });

  test('is not offered where only the system can do it', async () => {
    const { line, flow } = await start(() => ({}));
    flow.offerWifi('elsewhere');
    line.slug = 'link_down';
    send(flow, { type: 'begin' });
    await settle();
    expect(flow.view().wifi).toBe('elsewhere');
    expect(send(flow, { type: 'openWifi' }).ok).toBe(false);
  });
});
