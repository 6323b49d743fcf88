import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Gate } from '../../../electron/contract/gate.ts';
import { blockingSlug } from '../../../server-stub/conditional-access/blocking.ts';
import { evaluateGates } from '../../../server-stub/conditional-access/evaluate-gates.ts';
import type { GateFacts } from '../../../server-stub/conditional-access/gate-facts.ts';
import type { ConditionalAccessPolicy } from '../../../server-stub/conditional-access/policy.ts';
import { smallestChange } from '../../../server-stub/conditional-access/smallest-change.ts';
import { SHOWN_MODES } from '../../../server-stub/conditional-access/strengths.ts';
import { facts, JOINED, policy, RUN, STRENGTH } from './facts.ts';

const RUNS = { numRuns: process.env.CI === 'true' ? 2000 : 300 };

const controls = fc.oneof(
  fc.constant(null),
  fc.record({
    operator: fc.constantFrom('AND' as const, 'OR' as const),
    builtInControls: fc.subarray(['mfa', 'compliantDevice', 'domainJoinedDevice'] as const),
    authenticationStrength: fc.constantFrom(null, ...Object.values(STRENGTH)),
  }),
  fc.constant({ builtInControls: ['block'] as const }),
);
const conditions = fc.record({
  users: fc.record({
    includeUsers: fc.subarray(['All', 'u', 'None', 'GuestsOrExternalUsers']),
    excludeUsers: fc.subarray(['u', 'v']),
    includeGroups: fc.subarray(['g', 'h']),
    excludeGroups: fc.subarray(['h']),
  }),
  applications: fc.oneof(
    fc.record({ includeApplications: fc.subarray(['All', 'latchkey-agent', 'latchkey-cli']) }),
    fc.record({
      includeUserActions: fc.subarray(['urn:user:registerdevice', 'urn:user:registersecurityinfo'] as const),
    }),
  ),
  platforms: fc.constantFrom(
    null,
    { includePlatforms: ['linux'] as const },
    { includePlatforms: ['windows'] as const },
  ),
});
const state = fc.constantFrom('enabled', 'enabled', 'disabled', 'enabledForReportingButNotEnforced' as const);
const policies: fc.Arbitrary<ConditionalAccessPolicy[]> = fc
  .array(fc.tuple(controls, conditions, state), { maxLength: 5 })
  .map((list) =>
    list.map(([grant, where, how], n) =>
      policy(grant, { id: `p${n}`, conditions: where, state: how as ConditionalAccessPolicy['state'] }),
    ),
  );
const sign = fc.record({
  shown: fc.subarray([...SHOWN_MODES]),
  passLeft: fc.constantFrom(null, 0, 600_000),
  keyBound: fc.boolean(),
  alwaysMfa: fc.boolean(),
  bootstrapGrant: fc.boolean(),
  onlySetUp: fc.boolean(),
  device: fc.constantFrom(null, JOINED, { ...JOINED, isCompliant: true }),
  join: fc.constantFrom(null, { allowed: true, owned: 0, quota: 5 }, { allowed: false, owned: 7, quota: 5 }),
  proof: fc.constantFrom(
    null,
    { modes: ['softwareKey'] as const, device: JOINED },
    { modes: ['windowsHelloForBusiness', 'softwareKey'] as const, device: JOINED },
  ),
  run: fc.constantFrom(null, RUN, { ...RUN, pass: null }, { ...RUN, accountEnabled: false, needed: 700_000 }),
});
const any: fc.Arbitrary<GateFacts> = fc
  .tuple(sign, policies)
  .map(([change, list]) => facts({ ...change, policies: list }));

const decision = (one: GateFacts) => blockingSlug(evaluateGates(one).gates);
const isOpen = (one: GateFacts) => decision(one) === undefined;

test('one more policy never opens anything', () => {
  fc.assert(
    fc.property(any, controls, conditions, (one, grant, where) => {
      const more = { ...one, policies: [...one.policies, policy(grant, { id: 'more', conditions: where })] };
      if (isOpen(more)) expect(isOpen(one)).toBe(true);
    }),
    RUNS,
  );
});

test('a block that concerns the sign-in always shuts it', () => {
  fc.assert(
    fc.property(any, (one) => {
      const block = policy({ builtInControls: ['block'] }, { id: 'block' });
      expect(decision({ ...one, policies: [...one.policies, block] })).toBe('policy_blocked');
    }),
    RUNS,
  );
});

test('a policy that only reports changes no decision, and one that is off is not even told of', () => {
  fc.assert(
    fc.property(any, controls, conditions, (one, grant, where) => {
      const under = (how: ConditionalAccessPolicy['state']) => ({
        ...one,
        policies: [...one.policies, policy(grant, { id: 'more', conditions: where, state: how })],
      });
      expect(decision(under('enabledForReportingButNotEnforced'))).toBe(decision(one));
      expect(evaluateGates(under('disabled')).gates).toEqual(evaluateGates(one).gates);
    }),
    RUNS,
  );
});

test('the order of policies never matters', () => {
  fc.assert(
    fc.property(any, (one) => {
      const turned = { ...one, policies: [...one.policies].reverse() };
      expect(decision(turned)).toBe(decision(one));
      const sorted = (of: GateFacts) =>
        evaluateGates(of)
          .gates.map((gate) => JSON.stringify(gate))
          .sort();
      expect(sorted(turned)).toEqual(sorted(one));
    }),
    RUNS,
  );
});

test('who has shown more is never asked for more', () => {
  fc.assert(
    fc.property(any, fc.constantFrom(...SHOWN_MODES), (one, mode) => {
      const same = { ...one, bootstrapGrant: false };
      if (isOpen(same)) expect(isOpen({ ...same, shown: [...same.shown, mode] })).toBe(true);
    }),
    RUNS,
  );
});

const nameOf = ({ id, requires, opens }: Gate) => `${id} ${requires} ${opens}`;

/** Does to the facts what each key of a gate says. */
const TURN: Record<string, (one: GateFacts) => GateFacts> = {
  temporary_access_pass: (one) => ({
    ...one,
    shown: [...one.shown, 'temporaryAccessPassOneTime', 'temporaryAccessPassMultiUse'],
    passLeft: 600_000,
    run: one.run && { ...one.run, pass: { isUsableOnce: false, startsIn: 0, left: one.run.longestPass } },
  }),
  passkey: (one) => ({ ...one, shown: [...one.shown, 'windowsHelloForBusiness'] }),
  software_oath: (one) => ({ ...one, shown: [...one.shown, 'password', 'softwareOath'] }),
  password: (one) => ({ ...one, shown: [...one.shown, 'password'] }),
  compliant_device: (one) => ({ ...one, device: { ...JOINED, ...one.device, isCompliant: true } }),
  joined_device: (one) => ({ ...one, device: { ...JOINED, ...one.device, trustType: 'ServerAD' } }),
};

test('whatever a gate says opens it, opens it', () => {
  fc.assert(
    fc.property(any, (one) => {
      const same = { ...one, proof: null };
      for (const gate of evaluateGates(same).gates.filter((each) => !each.satisfied)) {
        for (const key of gate.opens.filter((each) => each in TURN)) {
          const after = evaluateGates(TURN[key]!(same)).gates;
          const still = after.filter((each) => nameOf(each) === nameOf(gate));
          expect(
            still.every((each) => each.satisfied),
            `${gate.id} ${gate.requires} by ${key}`,
          ).toBe(true);
        }
      }
    }),
    RUNS,
  );
});

test('the smallest change is empty where nothing is shut, and never where something is', () => {
  fc.assert(
    fc.property(any, (one) => {
      const change = smallestChange(one);
      expect(isOpen(one)).toBe(change?.length === 0);
      if (change === undefined) return;
      const excluded = change.filter((each) => each.change === 'exclude_from_policy');
      for (const each of excluded) expect(one.policies.map(({ id }) => id)).toContain(each.policyId);
    }),
    { numRuns: RUNS.numRuns / 5 },
  );
});
