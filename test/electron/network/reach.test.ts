import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Profile } from '../../../electron/contract/wire/provisioning.ts';
import { createNetwork, type ReachOptions } from '../../../electron/network/reach.ts';

const PROFILE: Profile = {
  id: 'default',
  tenant: { id: 't', displayName: 'Contoso', domains: ['contoso.example'] },
  languages: ['en'],
  rpId: 'localhost',
  uiOrigin: 'https://localhost',
  deviceNameTemplate: 'LK-%SERIAL%',
  pin: { minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 5 },
  authenticators: { allowed: ['software'] },
};

function options(change: Partial<ReachOptions> = {}): ReachOptions {
  return {
    directoryUrl: 'https://localhost:8443',
    expect: { rpId: 'localhost', uiOrigin: 'https://localhost' },
    discover: async () => undefined,
    fetchProfile: async () => PROFILE,
    measuredSkew: () => -3,
    trusted: async () => [],
    proxy: null,
    portalCheck: 'http://127.0.0.1:9',
    adapters: async () => [{ name: 'eth0', kind: 'wired', link: 'down', addresses: [], mac: null }],
    ...change,
  };
}

async function reach(change: Partial<ReachOptions> = {}) {
  const passed: string[] = [];
  const result = await createNetwork(options(change))
    .reach((check) => passed.push(check))
    .catch((error: unknown) => error);
  return { passed, result };
}

describe('reach', () => {
  test('passes every check in order and says what it learned', async () => {
    expect(await reach()).toEqual({
      passed: ['network', 'directory', 'clock', 'profile'],
      result: { profile: PROFILE, skewSeconds: -3 },
    });
  });

  test('without a link nothing is asked', async () => {
    let asked = false;
    const { passed, result } = await reach({
      directoryUrl: 'https://directory.example',
      interfaces: () => ({}),
      discover: async () => {
        asked = true;
      },
    });
    expect([passed, asked, (result as Refusal).slug]).toEqual([[], false, 'link_down']);
  });

  test('a directory that does not answer stops after the link', async () => {
    const { passed, result } = await reach({
      discover: () => Promise.reject(new Refusal('directory_busy')),
    });
    expect([passed, (result as Refusal).slug]).toEqual([['network'], 'directory_busy']);
  });

  test('answers without a time are not a directory’s', async () => {
    const { passed, result } = await reach({ measuredSkew: () => null });
    expect([passed, (result as Refusal).slug]).toEqual([['network', 'directory'], 'directory_incompatible']);
  });

  test.each([
    ['another RP ID', { rpId: 'evil.example', uiOrigin: 'https://localhost' }],
    ['another UI origin', { rpId: 'localhost', uiOrigin: 'https://localhost:9' }],
  ])('%s than the profile’s is refused', async (_what, expected) => {
    const { passed, result } = await reach({ expect: expected });
    expect([passed, (result as Refusal).slug]).toEqual([
      ['network', 'directory', 'clock'],
      'profile_mismatch',
    ]);
  });
});
