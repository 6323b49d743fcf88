import fc from 'fast-check';
import type { Fact } from '../../../electron/contract/facts.ts';

/** A run as far as it goes: the facts in their order. */
export const RUN: readonly Fact[] = [
  {
    fact: 'started',
    runId: '0b7e6f4e-6a52-4c62-9b0f-3f2f5d1f8a11',
    keyThumbprint: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
    deviceName: 'LK-4711',
    at: 1_795_000_000,
  },
  {
    fact: 'reserved',
    reservationId: 'r1',
    userPrincipalName: 'zoë@example.org',
    userId: 'u1',
    personName: 'Zoë “Z” Ångström\n',
    endsAt: 1_795_000_600,
    at: 1_795_000_010,
  },
  { fact: 'joined', deviceId: 'd1', objectId: 'o1', at: 1_795_000_020 },
  { fact: 'registered', credentialId: 'c1', methodId: 'm1', at: 1_795_000_030 },
  { fact: 'proved', credentialId: 'c1', at: 1_795_000_040 },
  { fact: 'released', at: 1_795_000_050 },
];

/** Any facts, in any order: the journal does not judge them. */
export const anyFacts: fc.Arbitrary<Fact[]> = fc.array(
  fc.oneof(
    fc.constantFrom(...RUN),
    fc.record({
      fact: fc.constant('joined' as const),
      deviceId: fc.string({ unit: 'binary' }),
      objectId: fc.string(),
      at: fc.nat(),
    }),
  ),
  { minLength: 1, maxLength: 8 },
);
