import { expect, test } from 'vitest';
import type { Fact } from '../../../electron/contract/facts.ts';
import { resume } from '../../../electron/provisioning/resume.ts';
import { foldFacts } from '../../../electron/provisioning/standing.ts';
import { FACTS } from './facts.ts';

type Of<Name extends Fact['fact']> = Extract<Fact, { fact: Name }>;

const OLD = 'Y3JlZA';
const started: Fact = {
  ...(FACTS[0] as Of<'started'>),
  runId: '0e9f3a52-9c33-4f43-8a1b-2f6d5a7c0002',
  at: 200,
};
const reserved: Fact = { ...(FACTS[1] as Of<'reserved'>), reservationId: 'second', at: 201 };
const created: Fact = { ...(FACTS[3] as Of<'created'>), credentialId: 'bmV3', authenticator: 'tpm', at: 202 };
const registered: Fact = { fact: 'registered', credentialId: 'bmV3', methodId: 'm2', at: 203 };
const proved: Fact = { fact: 'proved', credentialId: 'bmV3', at: 204 };
const released: Fact = { fact: 'released', at: 205 };

test('a credential is in force from its proof on', () => {
  expect(foldFacts(FACTS.slice(0, 5)).inForce).toBeNull();
  expect(foldFacts(FACTS.slice(0, 6))).toMatchObject({
    inForce: {
      credentialId: OLD,
      authenticator: 'software',
      userPrincipalName: 'amal@northwind.example',
      since: 105,
      pinMustChange: false,
    },
    lastUsed: 'software',
  });
});

test.each<[string, readonly Fact[], ReturnType<typeof resume>]>([
  ['started again', [started], { step: 'account', first: 'none' }],
  ['with a new pass', [started, reserved], { step: 'credential', first: 'take-up' }],
  ['a new reservation alone', [reserved], { step: 'credential', first: 'take-up' }],
  ['a new key', [started, reserved, created], { step: 'credential', first: 'register' }],
  ['registered', [started, reserved, created, registered], { step: 'proof', first: 'none' }],
])(
  'a second run after the release (%s) goes on on the same device, the old key in force',
  (_, more, expected) => {
    const facts = [...FACTS, ...more];
    expect(resume(facts)).toEqual(expected);
    expect(foldFacts(facts)).toMatchObject({
      joined: { objectId: 'o1' },
      released: null,
      proved: null,
      inForce: { credentialId: OLD },
      lastUsed: 'software',
    });
  },
);

test('the new key takes the place of the old one with its proof, not before', () => {
  const run = [...FACTS, started, reserved, created, registered, proved];
  expect(foldFacts(run)).toMatchObject({
    inForce: { credentialId: 'bmV3', authenticator: 'tpm' },
    lastUsed: 'tpm',
  });
  expect(resume(run)).toEqual({ step: 'release', first: 'none' });
  expect(foldFacts([...run, released]).released).toEqual(released);
});

test('a second run whose reservation lapsed forgets its unproved key and keeps the one that works', () => {
  const third: Fact = { ...(reserved as Of<'reserved'>), reservationId: 'third' };
  const standing = foldFacts([...FACTS, started, reserved, created, registered, third]);
  expect(standing).toMatchObject({ created: null, registered: null, inForce: { credentialId: OLD } });
});

test('what was removed is not in force; what kind it was is remembered', () => {
  const removed: Fact = { fact: 'removed', credentialId: OLD, at: 300 };
  expect(foldFacts([...FACTS, removed])).toMatchObject({
    joined: { objectId: 'o1' },
    started: null,
    released: null,
    inForce: null,
    lastUsed: 'software',
  });
  expect(resume([...FACTS, removed])).toEqual({ step: 'welcome', first: 'none' });
});

test('a PIN that IT set has to be changed, until it was', () => {
  const staged = FACTS.map((fact): Fact => (fact.fact === 'created' ? { ...fact, staged: true } : fact));
  expect(foldFacts(staged).inForce?.pinMustChange).toBe(true);
  const changed: Fact = { fact: 'pinChanged', credentialId: OLD, at: 300 };
  expect(foldFacts([...staged, changed]).inForce).toMatchObject({ credentialId: OLD, pinMustChange: false });
  const other: Fact = { ...(changed as Of<'pinChanged'>), credentialId: 'b3RoZXI' };
  expect(foldFacts([...staged, other]).inForce?.pinMustChange).toBe(true);
});

test('removing the old one in the middle of a second run leaves that run as it is', () => {
  const removed: Fact = { fact: 'removed', credentialId: OLD, at: 300 };
  const facts = [...FACTS, started, reserved, created, removed];
  expect(foldFacts(facts).inForce).toBeNull();
  expect(resume(facts)).toEqual({ step: 'credential', first: 'register' });
});
