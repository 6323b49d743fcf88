import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../../../electron/credential/tpm/commands/properties.ts';
import { guardLevel, secondsUntilJudged } from '../../../../electron/credential/tpm/guard.ts';

describe('the guard level', () => {
  it.each([
    [true, 32, 7200, 'guarded'],
    [false, 32, 7200, 'root can reset'],
    [false, 3, 1000, 'root can reset'],
    [true, 100, 10, 'guarded'],
    [true, 101, 7200, 'not guarded'],
    [true, 0xffff_ffff, 7200, 'not guarded'],
    [true, 32, 9, 'not guarded'],
    [true, 32, 0, 'not guarded'],
  ] as const)(
    'with lock-out password %s, %i tries, %i s is: %4$s',
    (lockoutAuthSet, maximumTries, recoverySeconds, level) => {
      expect(guardLevel({ lockoutAuthSet, maximumTries, recoverySeconds })).toBe(level);
    },
  );

  it('of a TPM that tells nothing is the worst', () => {
    const properties = propertiesOf(new Map(), []);
    expect(guardLevel(properties)).toBe('not guarded');
    expect(properties.capable).toBe(false);
  });
});

describe('the end of a lock-out', () => {
  it.each([
    [3, 3, 1000, 1000],
    [5, 3, 1000, 3000],
    [0, 3, 1000, 1000],
    [3, 3, 0, 1],
  ])(
    'with %i wrong tries of %i, one forgotten each %i s, is %i s away at most',
    (wrongTries, maximumTries, recoverySeconds, seconds) => {
      expect(secondsUntilJudged({ wrongTries, maximumTries, recoverySeconds })).toBe(seconds);
    },
  );
});

describe('properties', () => {
  it('are read from their numbers (the factory settings of swtpm)', () => {
    const values = new Map([
      [0x100, 0x322e3000],
      [0x105, 0x49424d00],
      [0x200, 0b10_0000_0101],
      [0x20e, 1],
      [0x20f, 3],
      [0x210, 1000],
    ]);
    expect(propertiesOf(values, [3])).toEqual({
      capable: true,
      manufacturer: 'IBM',
      ownerAuthSet: true,
      lockoutAuthSet: true,
      lockedOut: true,
      wrongTries: 1,
      maximumTries: 3,
      recoverySeconds: 1000,
    });
  });
});
