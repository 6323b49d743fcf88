import { expect, test } from 'vitest';
import type { GateFacts, RunFacts } from '../../../server-stub/conditional-access/gate-facts.ts';
import { smallestChange } from '../../../server-stub/conditional-access/smallest-change.ts';
import { facts, JOINED, policy, RUN, STRENGTH } from './facts.ts';

const run = (change: Partial<RunFacts>) => ({ run: { ...RUN, ...change } });
const names = (change: Partial<GateFacts>) => smallestChange(facts(change))?.map((one) => one.change);
const noPass = { shown: [], passLeft: null };
const proof = { modes: ['softwareKey'], device: JOINED } as const;

test.each<[string, Partial<GateFacts>, string[]]>([
  ['nothing', { run: RUN }, []],
  ['no pass', { ...noPass, ...run({ pass: null }) }, ['issue_pass']],
  [
    'a pass that starts later',
    { ...noPass, ...run({ pass: { isUsableOnce: true, startsIn: 9000, left: 999_000 } }) },
    ['wait'],
  ],
  [
    'a pass that is nearly over',
    run({ pass: { isUsableOnce: true, startsIn: 0, left: 1000 } }),
    ['issue_pass'],
  ],
  ['a run longer than a one-time pass is held', run({ needed: 900_000 }), ['issue_multi_use_pass']],
  ['no device left', { join: { allowed: true, owned: 6, quota: 5 } }, ['free_a_device']],
  ['joining not allowed', { join: { allowed: false, owned: 0, quota: 5 } }, ['allow_device_join']],
  ['account off', run({ accountEnabled: false }), ['enable_account']],
  ['out of the pass policy', run({ inPassScope: false }), ['include_in_pass_policy']],
  ['device off', run({ deviceEnabled: false }), ['enable_device']],
  [
    'a strength without the bootstrap grant',
    { policies: [policy({ authenticationStrength: STRENGTH.phr })] },
    ['turn_on_bootstrap_grant'],
  ],
  [
    'a strength that software cannot meet',
    { bootstrapGrant: true, proof, policies: [policy({ authenticationStrength: STRENGTH.phr })] },
    ['use_hardware_authenticator'],
  ],
  [
    'compliance of a joined device',
    { device: JOINED, policies: [policy({ builtInControls: ['compliantDevice'] })] },
    ['mark_device_compliant'],
  ],
  ['block', { policies: [policy({ builtInControls: ['block'] })] }, ['exclude_from_policy']],
  [
    'block and no pass',
    {
      ...noPass,
      ...run({ pass: null }),
      policies: [policy(), policy({ builtInControls: ['block'] }, { id: 'b' })],
    },
    ['issue_pass', 'exclude_from_policy'],
  ],
])('%s', (_what, change, expected) => {
  expect(names(change)).toEqual(expected);
});

test('an exclusion names its policy, quota the devices, waiting the seconds', () => {
  const block = policy({ builtInControls: ['block'] }, { id: 'b', displayName: 'Nobody' });
  expect(smallestChange(facts({ policies: [block] }))).toEqual([
    { change: 'exclude_from_policy', policyId: 'b', displayName: 'Nobody' },
  ]);
  expect(smallestChange(facts({ join: { allowed: true, owned: 6, quota: 5 } }))).toEqual([
    { change: 'free_a_device', count: 2 },
  ]);
});

test('where no change that is known here would help, none is made up', () => {
  expect(smallestChange(facts({ join: { allowed: true, owned: 0, quota: 0 } }))).toBeUndefined();
});
