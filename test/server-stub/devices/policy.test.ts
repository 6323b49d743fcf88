import { expect, test } from 'vitest';
import { DEVICE_POLICY_DEFAULTS, mayJoin } from '../../../server-stub/devices/policy.ts';

const policy = (change: object) => ({ ...DEVICE_POLICY_DEFAULTS, ...change });

test.each([
  ['everybody, by default', {}, [], true],
  ['a group that is in', { includeTargets: ['staff'] }, ['staff'], true],
  ['nobody else', { includeTargets: ['staff'] }, ['guests'], false],
  ['not a group that is out', { excludeTargets: ['kiosks'] }, ['kiosks', 'staff'], false],
  ['nobody at all', { excludeTargets: ['all_users'] }, ['staff'], false],
])('%s', (_name, change, groups, result) => expect(mayJoin(policy(change), groups)).toBe(result));
