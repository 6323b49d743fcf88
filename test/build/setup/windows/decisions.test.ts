import { describe, expect, test } from 'vitest';
import { placeOf } from '../../../../build/setup/windows/change.ts';
import { DECISIONS } from '../../../../build/setup/windows/decisions.ts';
import { seenByApply, seenByRevert, verdict } from './engine.ts';
import { PLAN } from './whole-plan.ts';

describe('the plan', () => {
  test('each place once, and each with a reason and a source that can be read', () => {
    expect(new Set(PLAN.map(placeOf)).size).toBe(PLAN.length);
    expect(PLAN.length).toBeGreaterThan(100);
    for (const { why, source } of PLAN) {
      expect(why).not.toBe('');
      expect(new URL(source).hostname).toBe('learn.microsoft.com');
    }
  });

  test('first what goes on after a power cut, last what signs the kiosk in', () => {
    expect(PLAN[0]).toMatchObject({ kind: 'task', stage: 'first' });
    expect(PLAN.at(-1)).toMatchObject({ name: 'AutoAdminLogon', stage: 'last' });
    expect(PLAN.filter(({ stage }) => stage === 'first').map(({ kind }) => kind)).toEqual([
      'task',
      'feature',
      'feature',
    ]);
  });

  test('no password is in it: the LSA keeps it', () => {
    expect(PLAN.filter(({ name }) => name === 'DefaultPassword')).toEqual([]);
    expect(JSON.stringify(PLAN)).not.toMatch(/DefaultPassword/);
  });
});

describe('the decisions', () => {
  test('there is one row for each case that can be, and none for a case that cannot', () => {
    const cases = (['apply', 'revert'] as const).flatMap((verb) =>
      [true, false].flatMap((recorded) =>
        (['after', 'before', 'other', 'unavailable', 'gone'] as const).map((what) => ({
          verb,
          recorded,
          what,
        })),
      ),
    );
    const can = cases.filter(
      ({ verb, recorded, what }) => recorded || (verb === 'apply' && what !== 'before'),
    );
    for (const { verb, recorded, what } of can) verdict(verb, recorded, what, false);
    expect(DECISIONS).toHaveLength(can.length);
  });

  test('a newer plan that makes what was there first: nothing is left to take back', () => {
    const kept = { kind: 'key', target: 'Win+L', before: 'a', after: 'a', afters: ['b', 'a'] } as const;
    expect(seenByRevert('a', kept)).toBe('before');
    expect(seenByRevert('b', kept)).toBe('after');
    expect(seenByApply('b', 'a', kept)).toBe('before');
    expect(seenByApply('c', 'a', kept)).toBe('other');
  });

  test('only what was recorded is ever taken back', () => {
    expect(
      DECISIONS.filter(({ does, forced }) => [does, forced].includes('restore')).every(
        ({ recorded }) => recorded,
      ),
    ).toBe(true);
  });
});
