import { expect, test } from 'vitest';
import type { MachinePolicy } from '../../../electron/contract/machine-policy.ts';
import { asRefusal } from '../../../electron/contract/refusal.ts';
import type { Profile } from '../../../electron/contract/wire/provisioning.ts';
import { narrowProfile } from '../../../electron/policy/profile.ts';

const PROFILE: Profile = {
  id: 'default',
  tenant: { id: 't', displayName: 'Northwind', domains: ['northwind.example'] },
  languages: ['en'],
  rpId: 'localhost',
  uiOrigin: 'https://localhost',
  deviceNameTemplate: 'NW-%SERIAL%',
  pin: { minimumLength: 6, maximumLength: 127, digitsOnly: false, refuseSimple: true, attempts: 5 },
  authenticators: { allowed: ['platform', 'tpm', 'software'] },
};

function slugOf(policy: MachinePolicy): string {
  try {
    narrowProfile(PROFILE, policy);
    return 'none';
  } catch (thrown) {
    return asRefusal(thrown).slug;
  }
}

test('without a rule the profile stays as it is', () => {
  expect(narrowProfile(PROFILE, {})).toEqual(PROFILE);
});

test.each([
  [{ forbid: ['software'] }, ['platform', 'tpm']],
  [{ require: ['software', 'tpm'] }, ['tpm', 'software']],
  [{ require: ['platform', 'tpm'], forbid: ['platform'] }, ['tpm']],
] as const)('%j leaves %j, in the profile’s order', (rules, allowed) => {
  const policy = { authenticators: rules } as unknown as MachinePolicy;
  expect(narrowProfile(PROFILE, policy).authenticators.allowed).toEqual(allowed);
});

test('the machine’s branding comes before the directory’s, member by member', () => {
  const profile = { ...PROFILE, branding: { accent: '#111111', night: '#222222' } };
  const narrowed = narrowProfile(profile, {
    branding: { displayName: 'Northwind Traders', accent: '#333333' },
  });
  expect(narrowed.branding).toEqual({
    displayName: 'Northwind Traders',
    accent: '#333333',
    night: '#222222',
  });
  expect(narrowed.tenant.displayName).toBe('Northwind Traders');
});

test('authenticator_not_allowed: nothing is left', () => {
  const policy: MachinePolicy = { authenticators: { forbid: ['platform', 'tpm', 'software'] } };
  expect(slugOf(policy)).toBe('authenticator_not_allowed');
});

test('profile_mismatch: another profile than the one that is named', () => {
  expect(slugOf({ profile: 'kiosk' })).toBe('profile_mismatch');
  expect(slugOf({ profile: 'default' })).toBe('none');
});

test('the company’s name on the screen can be another', () => {
  const policy: MachinePolicy = { branding: { displayName: 'Northwind Rail' } };
  expect(narrowProfile(PROFILE, policy).tenant).toEqual({ ...PROFILE.tenant, displayName: 'Northwind Rail' });
});
