import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admitTry,
  afterRightPin,
  FIRST_WAIT,
  LONGEST_WAIT,
  NO_TRIES,
  type Tries,
  waitAfter,
} from '../../../electron/credential/tries.ts';

describe('tries at a PIN', () => {
  it('wait from the n-th wrong one on, twice as long each time, at most a day', () => {
    expect([0, 2, 3, 4, 5, 6].map((failures) => waitAfter(failures, 3))).toEqual([
      0,
      0,
      FIRST_WAIT,
      FIRST_WAIT * 2,
      FIRST_WAIT * 4,
      FIRST_WAIT * 8,
    ]);
    expect(waitAfter(1_000_000, 3)).toBe(LONGEST_WAIT);
  });

  it('are counted, and their wait set, before they are judged', () => {
    expect(admitTry({ ...NO_TRIES, failures: 2 }, 3, 1000)).toEqual({
      admitted: true,
      tries: { failures: 3, waitUntil: 1000 + FIRST_WAIT, signCount: 0 },
    });
  });

  it('are not judged until the wait is over, and then they are', () => {
    const tries: Tries = { failures: 3, waitUntil: 1060, signCount: 7 };
    expect(admitTry(tries, 3, 1059.5)).toMatchObject({ admitted: false, retryAfter: 1, tries });
    expect(admitTry(tries, 3, 1060)).toMatchObject({ admitted: true, tries: { failures: 4 } });
  });

  it('get nothing from a clock that is set back: the wait begins anew and still ends', () => {
    const tries: Tries = { failures: 3, waitUntil: 1060, signCount: 0 };
    const back = admitTry(tries, 3, 10);
    expect(back).toMatchObject({
      admitted: false,
      retryAfter: FIRST_WAIT,
      tries: { waitUntil: 10 + FIRST_WAIT },
    });
    expect(admitTry(back.tries, 3, 10 + FIRST_WAIT)).toMatchObject({ admitted: true });
  });

  it('never come faster than the waits allow, however the clock is set back in between', () => {
    // Time passes by `forward`; before each try the clock may be set back by `back`. Only real time counts.
    const moves = fc.array(fc.record({ forward: fc.nat(400), back: fc.nat(5000) }), { maxLength: 60 });
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 10 }), (list, attempts) => {
        let tries = NO_TRIES;
        let clock = 1_000_000;
        let sinceLast = 0;
        for (const { forward, back } of list) {
          clock += forward - back;
          sinceLast += forward;
          const before = tries.failures;
          const admission = admitTry(tries, attempts, clock);
          tries = admission.tries;
          if (!admission.admitted) continue;
          expect(sinceLast).toBeGreaterThanOrEqual(waitAfter(before, attempts));
          sinceLast = 0;
        }
      }),
    );
  });

  it('begin anew after a right PIN, and the signature counter goes up', () => {
    expect(afterRightPin({ failures: 2, waitUntil: 5, signCount: 7 })).toEqual({ ...NO_TRIES, signCount: 8 });
    expect(afterRightPin({ ...NO_TRIES, signCount: 0xffff_ffff }).signCount).toBe(0xffff_ffff);
  });
});
