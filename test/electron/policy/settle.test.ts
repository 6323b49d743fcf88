import { describe, expect, test } from 'vitest';
import { asRefusal } from '../../../electron/contract/refusal.ts';
import type { Merged } from '../../../electron/policy/merge.ts';
import { settle, settledEnvironment, tellSettled, VARIABLES } from '../../../electron/policy/settle.ts';

const said = (policy: Merged['policy']): Merged => ({
  policy,
  from: Object.fromEntries(Object.keys(policy).map((member) => [member, '10.json'])),
  problems: [],
});
const POLICY = said({ directory: 'https://a.example', vault: 'tpm' });

describe('precedence', () => {
  test('policy holds where nothing is given', () => {
    expect(settle('directory', POLICY, null)).toEqual({ value: 'https://a.example', from: '10.json' });
  });
  test('what is given holds where policy says nothing', () => {
    const given = { name: '--rp-id', value: 'a.example' };
    expect(settle('rpId', POLICY, given)).toEqual({ value: 'a.example', from: '--rp-id' });
    expect(settle('rpId', POLICY, null)).toBeNull();
  });
  test('the same again is no conflict', () => {
    const given = { name: '--directory', value: 'https://A.example/' };
    expect(settle('directory', POLICY, given)?.from).toBe('10.json');
  });
  test('policy_conflict names who says otherwise and where policy says it, and neither value', () => {
    const given = { name: 'LATCHKEY_DIRECTORY', value: 'https://b.example' };
    let refusal = asRefusal(null);
    try {
      settle('directory', POLICY, given);
    } catch (thrown) {
      refusal = asRefusal(thrown);
    }
    expect(refusal.slug).toBe('policy_conflict');
    expect(refusal.helpCode).toBe('LK-9212');
    expect(refusal.details.detail).toBe(
      'LATCHKEY_DIRECTORY says otherwise than 10.json at /directory, which does not allow it.',
    );
  });
  test('allowOverride opens just the members that it lists', () => {
    const open = said({ ...POLICY.policy, allowOverride: ['vault'] });
    expect(settle('vault', open, { name: 'LATCHKEY_VAULT', value: 'file' })?.value).toBe('file');
    expect(() => settle('directory', open, { name: 'x', value: 'https://b.example' })).toThrow();
  });
});

test('the variables as they hold: policy fills in, the rest stays', () => {
  expect(settledEnvironment(POLICY, { PATH: '/bin', LATCHKEY_TCTI: 'tabrmd', LATCHKEY_VAULT: '' })).toEqual({
    PATH: '/bin',
    LATCHKEY_DIRECTORY: 'https://a.example',
    LATCHKEY_TCTI: 'tabrmd',
    LATCHKEY_VAULT: 'tpm',
  });
});

test('a technicians’ key of the policy is no file, so no variable names it', () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const;
  const merged = said({ technicianKey: key });
  expect(settledEnvironment(merged, {}).LATCHKEY_TECHNICIAN_KEY).toBeUndefined();
  expect(() => settledEnvironment(merged, { LATCHKEY_TECHNICIAN_KEY: '/k.pub' })).toThrow();
});

test('every member that can be overridden has a variable of its own', () => {
  expect(new Set(Object.values(VARIABLES)).size).toBe(Object.keys(VARIABLES).length);
});

test('a name and a password in an address are nobody’s to read', () => {
  const told = tellSettled(said({}), { LATCHKEY_PROXY: 'http://amal:s3cret@proxy.example:3128' });
  expect(told).toEqual([{ member: 'proxy', value: 'http://proxy.example:3128', from: 'LATCHKEY_PROXY' }]);
});

test('doctor tells what holds, who said it, and what is refused', () => {
  const merged = said({ ...POLICY.policy, authenticators: { forbid: ['software'] } });
  expect(tellSettled(merged, { LATCHKEY_VAULT: 'file', LATCHKEY_TCTI: 'tabrmd' })).toEqual([
    { member: 'directory', value: 'https://a.example', from: '10.json' },
    { member: 'tcti', value: 'tabrmd', from: 'LATCHKEY_TCTI' },
    {
      member: 'vault',
      value: 'refused: LATCHKEY_VAULT says otherwise than 10.json at /vault, which does not allow it.',
      from: 'LATCHKEY_VAULT',
    },
    { member: 'authenticators', value: '{"forbid":["software"]}', from: '10.json' },
  ]);
});

test('doctor tells of a mark how many shapes it has, and not the shapes', () => {
  const logo = { viewBox: '0 0 9 9', paths: ['M0 0h9v9z', '#ffd28a M1 1h7v7z'] };
  const [row] = tellSettled(said({ branding: { accent: '#9c6110', logo } }), {});
  expect(row).toEqual({
    member: 'branding',
    value: '{"accent":"#9c6110","logo":{"viewBox":"0 0 9 9","paths":"2 shapes"}}',
    from: '10.json',
  });
});
