import { describe, expect, test } from 'vitest';
import { drawPass } from '../../../server-stub/passes/draw.ts';
import { PASS_POLICY_DEFAULTS } from '../../../server-stub/passes/policy.ts';
import { passEnd, passUsability } from '../../../server-stub/passes/usability.ts';
import type { PassRow } from '../../../server-stub/store/tables.ts';

const T = 1_795_000_000_000;
const pass = (change: Partial<PassRow> = {}): PassRow => ({
  id: 'p',
  user_id: 'u',
  hash: '',
  created_at: T,
  start_at: T,
  lifetime_minutes: 60,
  is_usable_once: 1,
  used_at: null,
  deleted_at: null,
  created_by: 'a',
  ...change,
});
const usability = (row: PassRow, now = T, policy = PASS_POLICY_DEFAULTS, groups: string[] = []) =>
  passUsability(row, policy, groups, now);

describe('passUsability', () => {
  test('Entra’s defaults', () => {
    expect(PASS_POLICY_DEFAULTS).toMatchObject({
      minimumLifetimeInMinutes: 60,
      maximumLifetimeInMinutes: 480,
      defaultLifetimeInMinutes: 60,
      isUsableOnce: false,
      defaultLength: 8,
    });
  });

  test('from its start to its end, which is not part of it', () => {
    const row = pass({ start_at: T + 1000 });
    expect(usability(row, T + 999)).toBe('NotYetValid');
    expect(usability(row, T + 1000)).toBe('EnabledByPolicy');
    expect(usability(row, passEnd(row) - 1)).toBe('EnabledByPolicy');
    expect(usability(row, passEnd(row))).toBe('Expired');
  });

  test('used, out of scope, against the one-time rule', () => {
    expect(usability(pass({ used_at: T }))).toBe('OneTimeUsed');
    expect(usability(pass(), T, { ...PASS_POLICY_DEFAULTS, state: 'disabled' })).toBe('DisabledByPolicy');
    expect(usability(pass(), T, { ...PASS_POLICY_DEFAULTS, excludeTargets: ['g'] }, ['g'])).toBe(
      'DisabledByPolicy',
    );
    expect(usability(pass(), T, { ...PASS_POLICY_DEFAULTS, includeTargets: ['h'] }, ['g'])).toBe(
      'DisabledByPolicy',
    );
    expect(usability(pass({ is_usable_once: 0 }), T, { ...PASS_POLICY_DEFAULTS, isUsableOnce: true })).toBe(
      'DisabledByPolicy',
    );
  });
});

describe('drawPass', () => {
  test('draws the length asked for, from an alphabet without look-alikes', () => {
    const drawn = Array.from({ length: 500 }, () => drawPass(8)).join('');
    expect(drawn).toHaveLength(4000);
    expect(drawn).not.toMatch(/[0Oo1lI5S2Z8B\s]/);
    expect(new Set(drawn).size).toBeGreaterThan(45);
    expect(drawPass(48)).toHaveLength(48);
  });
});
