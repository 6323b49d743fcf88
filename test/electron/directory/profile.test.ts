import { expect, test } from 'vitest';
import { readProfile } from '../../../electron/directory/profile.ts';

const SENT = {
  id: 'default',
  tenant: { id: 't1', displayName: 'Northwind', domains: ['northwind.example'] },
  languages: ['en'],
  rpId: 'localhost',
  uiOrigin: 'https://localhost',
  deviceNameTemplate: 'NW-%SERIAL%',
  pin: { minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 5 },
  authenticators: { allowed: ['software'] },
};

const answer = (more: object) => ({
  status: 200,
  mediaType: 'application/json',
  text: JSON.stringify({ ...SENT, ...more }),
  challenge: '',
});

test('a profile without branding is read as it is', () => {
  expect(readProfile(answer({}))).toEqual(SENT);
});

test('branding that cannot be used is left out, and the set-up goes on', () => {
  const branding = { accent: 'red', night: '#112233', logo: '<svg onload=alert(1)>' };
  expect(readProfile(answer({ branding })).branding).toEqual({ night: '#112233' });
  expect(readProfile(answer({ branding: 'x' })).branding).toEqual({});
});

test('the company’s name is one line of visible text; where nothing is left of it, the tenant’s id stands there', () => {
  const named = (displayName: string) =>
    readProfile(answer({ tenant: { ...SENT.tenant, displayName } })).tenant.displayName;
  expect(named('\u202eNorth\nwind')).toBe('North wind');
  expect(named('\u200b')).toBe('t1');
  expect([...named('N'.repeat(5000))]).toHaveLength(64);
});
