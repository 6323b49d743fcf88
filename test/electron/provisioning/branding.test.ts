import { expect, test } from 'vitest';
import type { Ports } from '../../../electron/provisioning/ports.ts';
import { driveTo } from './drive.ts';
import { PROFILE, World } from './world.ts';

test('what machine policy says is on the first screen; the profile counts once it is known', async () => {
  const network: Ports['network'] = {
    reach: async () => ({ profile: { ...PROFILE, branding: { night: '#102030' } }, skewSeconds: 0 }),
  };
  const branding = { displayName: 'Northwind Traders', accent: '#0f6b78' };
  const flow = await new World().start({ network }, { branding });
  expect(flow.view()).toMatchObject({ tenantName: 'Northwind Traders', branding: { accent: '#0f6b78' } });
  await driveTo(flow, 'account');
  expect(flow.view()).toMatchObject({ tenantName: 'Northwind', branding: { night: '#102030' } });
});

test('without branding, or with a name alone, the view says nothing of a look', async () => {
  const flow = await new World().start({}, { branding: { displayName: 'Northwind' } });
  expect(flow.view().branding).toBeUndefined();
  expect((await new World().start()).view().tenantName).toBeUndefined();
});
