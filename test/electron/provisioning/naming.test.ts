import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Ports } from '../../../electron/provisioning/ports.ts';
import { driveTo, send, settle } from './drive.ts';
import { PROFILE, World } from './world.ts';

const network: Ports['network'] = {
  reach: async () => ({ profile: { ...PROFILE, deviceNameEditable: true }, skewSeconds: 0 }),
};

/** A directory that knows one name already. */
function directoryWith(world: World, taken: string): Ports['join'] & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    join: async (name) => {
      asked.push(name);
      if (name === taken) throw new Refusal('device_name_taken');
      return world.ports().join.join(name);
    },
  };
}

test('without leave of the profile nobody is asked', async () => {
  const world = new World();
  const join = directoryWith(world, 'never');
  await driveTo(await world.start({ join }), 'done');
  expect(join.asked).toEqual(['NW-7F3K2']);
});

test('the suggestion is the template’s; another name is a fact before the join, and what the screens say', async () => {
  const world = new World();
  const join = directoryWith(world, 'never');
  const flow = await world.start({ network, join });
  const view = await driveTo(flow, 'device-name');
  expect(view).toMatchObject({ step: 'join', screen: { deviceName: 'NW-7F3K2' } });
  send(flow, { type: 'submitDeviceName', deviceName: ' NW-AMAL ' });
  await driveTo(flow, 'done');
  expect(join.asked).toEqual(['NW-AMAL']);
  expect(flow.view().device.name).toBe('NW-AMAL');
  expect(world.journal.map(({ fact }) => fact).slice(1, 4)).toEqual(['reserved', 'named', 'joined']);
});

test('device_name_invalid: nothing is sent, and what was typed stays', async () => {
  const world = new World();
  const join = directoryWith(world, 'never');
  const flow = await world.start({ network, join });
  await driveTo(flow, 'device-name');
  send(flow, { type: 'submitDeviceName', deviceName: 'Amals Laptop' });
  expect(flow.view().screen).toMatchObject({
    deviceName: 'Amals Laptop',
    refusal: { slug: 'device_name_invalid', detail: 'characters' },
  });
  expect(join.asked).toEqual([]);
});

test('device_name_taken: another name is asked for, and then it goes on', async () => {
  const world = new World();
  const join = directoryWith(world, 'NW-AMAL');
  const flow = await world.start({ network, join });
  await driveTo(flow, 'device-name');
  send(flow, { type: 'submitDeviceName', deviceName: 'NW-AMAL' });
  await settle();
  expect(flow.view().screen).toMatchObject({
    kind: 'device-name',
    deviceName: 'NW-AMAL',
    refusal: { slug: 'device_name_taken' },
  });
  send(flow, { type: 'submitDeviceName', deviceName: 'NW-AMAL-2' });
  expect((await driveTo(flow, 'done')).device.name).toBe('NW-AMAL-2');
});

test('killed between the name and the join, it joins under the name, and nobody is asked again', async () => {
  const world = new World();
  const dead: Ports['join'] = { join: () => new Promise(() => {}) };
  const first = await world.start({ network, join: dead });
  await driveTo(first, 'device-name');
  send(first, { type: 'submitDeviceName', deviceName: 'NW-AMAL' });
  await settle();
  first.close();
  const join = directoryWith(world, 'never');
  const second = await world.start({ network, join });
  await driveTo(second, 'done');
  expect(join.asked).toEqual(['NW-AMAL']);
});
