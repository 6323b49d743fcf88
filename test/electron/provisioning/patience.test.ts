import { expect, test } from 'vitest';
import { Secret } from '../../../electron/contract/secret.ts';
import { waitOf } from '../../../electron/provisioning/patience.ts';
import type { Ports } from '../../../electron/provisioning/ports.ts';
import { driveTo, send, settle } from './drive.ts';
import { World } from './world.ts';

const forever = () => new Promise<never>(() => {});

test('a join that nothing is heard of is usual, then slow, then stalled; then it can be begun anew, once', async () => {
  const world = new World();
  let joins = 0;
  const join: Ports['join'] = {
    join: async (name) => {
      joins += 1;
      return joins === 1 ? forever() : world.ports().join.join(name);
    },
  };
  const flow = await world.start({ join });
  await driveTo(flow, 'join');
  const pace = () => flow.view().waiting;
  expect(pace()).toEqual({ for: 'directory', usualSeconds: 10, pace: 'usual', canRetry: false });
  expect(send(flow, { type: 'retry' }).ok).toBe(false);
  world.pass(12);
  expect(pace()).toMatchObject({ pace: 'slow', canRetry: false });
  world.pass(17);
  expect(pace()).toMatchObject({ pace: 'slow' });
  world.pass(1);
  expect(pace()).toMatchObject({ pace: 'stalled', canRetry: true });
  expect(send(flow, { type: 'retry' }).ok).toBe(true);
  expect(send(flow, { type: 'retry' }).ok).toBe(false);
  await driveTo(flow, 'done');
  expect(joins).toBe(2);
  expect(world.journal.filter(({ fact }) => fact === 'joined')).toHaveLength(1);
});

test('whatever happens begins the count anew: a check that has passed', async () => {
  const world = new World();
  let passed: (check: 'network') => void = () => {};
  const network: Ports['network'] = {
    reach: (check) => {
      passed = check;
      return forever();
    },
  };
  const flow = await world.start({ network });
  send(flow, { type: 'begin' });
  await settle();
  world.pass(29);
  expect(flow.view().waiting?.pace).toBe('slow');
  passed('network');
  expect(flow.view().waiting?.pace).toBe('usual');
  world.pass(29);
  expect(flow.view().waiting?.pace).toBe('slow');
});

test('the answer ends the wait, and a closed flow keeps no timer', async () => {
  const world = new World();
  const flow = await world.start();
  await driveTo(flow, 'done');
  expect(flow.view().waiting).toBeUndefined();
  const other = new World();
  const waiting = await other.start({ join: { join: forever } });
  await driveTo(waiting, 'join');
  waiting.close();
  expect(other.timers).toEqual([]);
});

test('the release is never begun a second time beside itself: there is somebody to call', async () => {
  const world = new World();
  const flow = await world.start({ handover: { release: forever } });
  await driveTo(flow, 'release');
  world.pass(60);
  world.pass(60);
  expect(flow.view().waiting).toMatchObject({ pace: 'stalled', canRetry: false });
  expect(send(flow, { type: 'retry' }).ok).toBe(false);
});

test('a prompt of the laptop’s own waits for a person, and so does nothing else', () => {
  const create = { effect: 'create', authenticator: 'platform', pin: null } as const;
  expect(waitOf(1, create)).toBeNull();
  expect(waitOf(1, { ...create, pin: new Secret('493027') })).toMatchObject({ task: 1, pace: 'usual' });
  expect(waitOf(1, { effect: 'poll', seconds: 5 })).toBeNull();
  expect(waitOf(1, null)).toBeNull();
});
