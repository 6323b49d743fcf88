import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../../../electron/contract/facts.ts';
import { resume } from '../../../electron/provisioning/resume.ts';
import { FACTS } from './facts.ts';

const cases: readonly (readonly [string, readonly Fact[], ReturnType<typeof resume>])[] = [
  ['nothing has happened', [], { step: 'welcome', first: 'none' }],
  ['started', FACTS.slice(0, 1), { step: 'account', first: 'none' }],
  ['reserved', FACTS.slice(0, 2), { step: 'join', first: 'take-up' }],
  ['joined', FACTS.slice(0, 3), { step: 'credential', first: 'take-up' }],
  [
    'created, the answer may or may not have arrived',
    FACTS.slice(0, 4),
    { step: 'credential', first: 'register' },
  ],
  ['registered', FACTS.slice(0, 5), { step: 'proof', first: 'none' }],
  ['proved', FACTS.slice(0, 6), { step: 'release', first: 'none' }],
  ['released', FACTS, { step: 'release', first: 'none' }],
];

test.each(cases)('%s', (_name, facts, expected) => {
  expect(resume(facts)).toEqual(expected);
});

test('a new reservation after a lapse asks for a new credential on the same device', () => {
  const again: Fact = { ...(FACTS[1] as Extract<Fact, { fact: 'reserved' }>), reservationId: 'second' };
  expect(resume([...FACTS.slice(0, 5), again])).toEqual({ step: 'credential', first: 'take-up' });
});

test('the same reservation taken up again changes nothing', () => {
  expect(resume([...FACTS.slice(0, 5), FACTS[1] as Fact])).toEqual({ step: 'proof', first: 'none' });
});

test('only a proof leads to the release, whatever the order of facts', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...FACTS.slice(0, 5)), { maxLength: 12 }), (facts) => {
      expect(resume(facts).step).not.toBe('release');
    }),
  );
});
