import { describe, expect, test } from 'vitest';
import { blockingSlug } from '../../../server-stub/conditional-access/blocking.ts';
import { decidingGates, evaluateGates } from '../../../server-stub/conditional-access/evaluate-gates.ts';
import type { GateFacts } from '../../../server-stub/conditional-access/gate-facts.ts';
import type { ConditionalAccessPolicy } from '../../../server-stub/conditional-access/policy.ts';
import type { AuthenticationStrength } from '../../../server-stub/conditional-access/strengths.ts';
import { facts, JOINED, policy, RUN, STRENGTH } from './facts.ts';

const gates = (change: Partial<GateFacts>) => evaluateGates(facts(change)).gates;
const slug = (change: Partial<GateFacts>) => blockingSlug(gates(change));
const withPassword = { shown: ['password'], passLeft: null } as const;
const shutUnder = (one: ConditionalAccessPolicy, change: Partial<GateFacts> = {}) =>
  gates({ policies: [one], alwaysMfa: false, join: null, ...change }).filter((gate) => !gate.satisfied);

describe('controls, met and unmet', () => {
  const compliant = { ...JOINED, isCompliant: true };
  test.each([
    ['mfa', { shown: ['temporaryAccessPassOneTime'] }, withPassword],
    ['mfa', { shown: ['password', 'softwareOath'] }, { shown: ['softwareOath'] }],
    ['mfa', { shown: ['softwareKey'] }, { shown: [] }],
    ['compliantDevice', { device: compliant }, { device: JOINED }],
    ['compliantDevice', { device: compliant }, { device: null }],
    ['domainJoinedDevice', { device: { ...JOINED, trustType: 'ServerAD' } }, { device: JOINED }],
  ] as const)('%s', (control, met, unmet) => {
    const one = policy({ builtInControls: [control] });
    expect(shutUnder(one, met)).toEqual([]);
    expect(shutUnder(one, unmet)).toHaveLength(1);
  });

  test('block is met by nothing, and whatever stands beside it does not help', () => {
    expect(shutUnder(policy({ builtInControls: ['block'] }))).toMatchObject([
      { requires: 'block', opens: [] },
    ]);
    expect(shutUnder(policy({ builtInControls: ['mfa', 'block'] }))).toMatchObject([{ requires: 'block' }]);
  });

  test('AND asks for each; OR names the cheapest, and every key that would do', () => {
    const both = { builtInControls: ['mfa', 'compliantDevice'] } as const;
    const and = shutUnder(policy({ ...both, operator: 'AND' }), withPassword);
    expect(and.map((gate) => gate.requires)).toEqual(['mfa', 'device']);
    const [or, ...more] = shutUnder(policy({ ...both, operator: 'OR' }), withPassword);
    expect(more).toEqual([]);
    expect(or).toMatchObject({
      requires: 'mfa',
      opens: ['temporary_access_pass', 'passkey', 'software_oath', 'compliant_device'],
    });
    expect(shutUnder(policy({ ...both, operator: 'OR' }))).toEqual([]);
    expect(shutUnder(policy({ ...both, operator: 'AND' }))).toHaveLength(1);
  });

  test('a password under "MFA or a compliant device" is asked for MFA, not turned away', () => {
    const one = policy({ builtInControls: ['mfa', 'compliantDevice'], operator: 'OR' });
    expect(slug({ policies: [one], ...withPassword })).toBe('mfa_required');
  });

  test('a policy of session controls alone asks for nothing', () => {
    expect(shutUnder(policy(null))).toEqual([]);
  });
});

describe('strengths', () => {
  const asks = (strength: { id: string }) => policy({ authenticationStrength: strength, operator: 'AND' });
  test.each([
    ['mfa', ['temporaryAccessPassOneTime'], true],
    ['mfa', ['temporaryAccessPassMultiUse'], true],
    ['mfa', ['password', 'softwareOath'], true],
    ['mfa', ['softwareKey'], true],
    ['mfa', ['password'], false],
    ['mfa', ['softwareOath'], false],
    ['passwordless', ['windowsHelloForBusiness'], true],
    ['passwordless', ['fido2'], true],
    ['passwordless', ['temporaryAccessPassMultiUse'], false],
    ['passwordless', ['password', 'softwareOath'], false],
    ['passwordless', ['softwareKey'], false],
    ['phr', ['windowsHelloForBusiness'], true],
    ['phr', ['fido2'], true],
    ['phr', ['temporaryAccessPassOneTime'], false],
    ['phr', ['softwareKey'], false],
  ] as const)('%s by %j: %s', (strength, shown, met) => {
    expect(shutUnder(asks(STRENGTH[strength]), { shown }).length === 0).toBe(met);
  });

  const custom: AuthenticationStrength = {
    id: 'custom',
    displayName: 'Multi-use passes',
    description: '',
    policyType: 'custom',
    requirementsSatisfied: 'mfa',
    allowedCombinations: ['temporaryAccessPassMultiUse', 'password, softwareOath'],
    createdDateTime: '',
    modifiedDateTime: '',
  };
  test('a custom one is met by its own combinations alone, blanks or not', () => {
    const strengths = [custom];
    expect(shutUnder(asks(custom), { strengths, shown: ['temporaryAccessPassMultiUse'] })).toEqual([]);
    expect(shutUnder(asks(custom), { strengths, shown: ['password', 'softwareOath'] })).toEqual([]);
    expect(shutUnder(asks(custom), { strengths, shown: ['fido2'] })).toMatchObject([
      { opens: ['temporary_access_pass', 'software_oath'] },
    ]);
  });

  test('one that has been deleted is met by nothing', () => {
    expect(shutUnder(asks({ id: 'gone' }), { shown: ['windowsHelloForBusiness'] })).toMatchObject([
      { satisfied: false, opens: ['administrator'] },
    ]);
  });

  test('one that a pass would meet is MFA by another name', () => {
    expect(slug({ policies: [asks(STRENGTH.mfa)], ...withPassword, alwaysMfa: false })).toBe('mfa_required');
    expect(slug({ policies: [asks(STRENGTH.phr)] })).toBe('policy_blocked');
  });
});

describe('states', () => {
  test('a policy that is off has no gates; one that only reports has them, and they decide nothing', () => {
    const block = { builtInControls: ['block'] } as const;
    expect(gates({ policies: [policy(block, { state: 'disabled' })], alwaysMfa: false, join: null })).toEqual(
      [],
    );
    const told = gates({ policies: [policy(block, { state: 'enabledForReportingButNotEnforced' })] });
    expect(told).toContainEqual(expect.objectContaining({ requires: 'block', reportOnly: true }));
    expect(blockingSlug(told)).toBeUndefined();
    expect(decidingGates({ gates: told }).some((gate) => gate.reportOnly)).toBe(false);
  });

  test('the built-in rule asks where no policy enforces MFA, and is silent where one does', () => {
    expect(slug(withPassword)).toBe('mfa_required');
    expect(slug({ ...withPassword, alwaysMfa: false })).toBeUndefined();
    const ids = (change: Partial<GateFacts>) => gates(change).map((gate) => gate.id);
    expect(ids({ policies: [policy()] })).not.toContain('builtin-mfa');
    expect(ids({})).toContain('builtin-mfa');
    expect(ids({ policies: [policy(undefined, { state: 'enabledForReportingButNotEnforced' })] })).toContain(
      'builtin-mfa',
    );
  });
});

describe('joining', () => {
  test('not allowed, quota full, joined already', () => {
    expect(slug({ join: { allowed: false, owned: 9, quota: 5 } })).toBe('join_blocked');
    expect(slug({ join: { allowed: true, owned: 5, quota: 5 } })).toBe('device_quota');
    expect(slug({ join: { allowed: true, owned: 4, quota: 5 } })).toBeUndefined();
    expect(slug({ join: null, device: JOINED })).toBeUndefined();
  });

  test('what only IT can open is said before a pass is asked for', () => {
    expect(slug({ join: { allowed: true, owned: 5, quota: 5 }, ...withPassword })).toBe('device_quota');
  });
});

describe('the proof at the end', () => {
  const strong = policy({ authenticationStrength: STRENGTH.phr });
  const byPassOnly = policy(
    { authenticationStrength: STRENGTH.phr },
    { conditions: { applications: { includeApplications: ['All'] } } },
  );

  test('a run whose credential could not sign in is refused before it begins', () => {
    const change = { policies: [byPassOnly], bootstrapGrant: true };
    const proof = (modes: ('softwareKey' | 'windowsHelloForBusiness')[]) => ({ modes, device: JOINED });
    expect(slug({ ...change, proof: proof(['softwareKey']) })).toBe('policy_blocked');
    expect(slug({ ...change, proof: proof(['windowsHelloForBusiness', 'softwareKey']) })).toBeUndefined();
    const shut = decidingGates({ gates: gates({ ...change, proof: proof(['softwareKey']) }) });
    expect(shut.filter((gate) => !gate.satisfied)).toMatchObject([{ step: 'proof', id: 'p' }]);
  });

  test('a gate that is shut at the beginning is not told twice', () => {
    const told = decidingGates({
      gates: gates({
        policies: [policy({ builtInControls: ['block'] })],
        proof: { modes: ['softwareKey'], device: JOINED },
      }),
    });
    expect(told.filter((gate) => gate.requires === 'block')).toHaveLength(1);
  });

  test('it is judged on the joined device', () => {
    const windows = { ...JOINED, operatingSystem: 'Windows' };
    const platforms = { includePlatforms: ['windows'] } as const;
    const one = policy({ authenticationStrength: STRENGTH.phr }, { conditions: { platforms } });
    const run = {
      policies: [one],
      platform: 'linux',
      proof: { modes: ['softwareKey'], device: windows },
    } as const;
    expect(slug(run)).toBe('policy_blocked');
    expect(slug({ policies: [strong], proof: null, shown: ['windowsHelloForBusiness'] })).toBeUndefined();
  });
});

describe('what preflight adds', () => {
  test.each([
    ['an account that is switched off', { accountEnabled: false }, 'scope'],
    ['a user out of the pass policy', { inPassScope: false }, 'scope'],
    ['a device that is switched off', { deviceEnabled: false }, 'device'],
    [
      'an authenticator that the profile does not allow',
      { authenticatorAllowed: false },
      'authentication_strength',
    ],
    ['a key that cannot be attested as asked', { attestationPossible: false }, 'authentication_strength'],
    ['a pass that is too short', { pass: { isUsableOnce: true, startsIn: 0, left: 179_999 } }, 'time'],
    ['a pass that starts later', { pass: { isUsableOnce: true, startsIn: 1, left: 3_000_000 } }, 'time'],
  ] as const)('%s', (_what, change, requires) => {
    const shut = gates({ run: { ...RUN, ...change } }).filter((gate) => !gate.satisfied);
    expect(shut.map((gate) => gate.requires)).toEqual([requires]);
    expect(slug({ run: RUN })).toBeUndefined();
  });

  test('time: just enough is enough, and a one-time pass is held for ten minutes however long it lasts', () => {
    const pass = { isUsableOnce: true, startsIn: 0, left: 180_000 };
    expect(slug({ run: { ...RUN, pass } })).toBeUndefined();
    const long = { isUsableOnce: true, startsIn: 0, left: 3_600_000 };
    expect(slug({ run: { ...RUN, pass: long, needed: 600_001 } })).toBe('pass_expired');
    expect(
      slug({ run: { ...RUN, pass: { ...long, isUsableOnce: false }, needed: 600_001 } }),
    ).toBeUndefined();
  });
});
