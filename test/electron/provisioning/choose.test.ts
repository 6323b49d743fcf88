import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { AuthenticatorName } from '../../../electron/contract/wire/provisioning.ts';
import { chooseAuthenticators, pickAutomatically } from '../../../electron/provisioning/choose.ts';

type Names = readonly AuthenticatorName[];
const ALL: Names = ['platform', 'tpm', 'software'];

/** What `auto` takes, or the refusal's slug. */
function auto(allowed: Names, available: Names, pinned?: AuthenticatorName, lastUsed?: AuthenticatorName) {
  try {
    const picked = pickAutomatically(chooseAuthenticators(allowed, available, pinned, lastUsed));
    return picked instanceof Refusal ? picked.slug : picked;
  } catch (error) {
    if (error instanceof Refusal) return error.slug;
    throw error;
  }
}

describe('the choice of authenticator', () => {
  it('shows what is allowed, in order, and says what is here and which one is taken', () => {
    expect(chooseAuthenticators(ALL, ['software', 'tpm'])).toEqual([
      { name: 'platform', available: false, recommended: false },
      { name: 'tpm', available: true, recommended: true },
      { name: 'software', available: true, recommended: false },
    ]);
  });

  it.each<[string, Names, Names, AuthenticatorName | undefined, AuthenticatorName | undefined, string]>([
    ['the strongest that is here', ALL, ['software', 'tpm'], undefined, undefined, 'tpm'],
    ['strongest by the profile, not by us', ['software', 'tpm'], ALL, undefined, undefined, 'software'],
    [
      'nothing that is not allowed',
      ['platform', 'tpm'],
      ['software'],
      undefined,
      undefined,
      'authenticator_not_allowed',
    ],
    ['the pinned one', ALL, ALL, 'software', undefined, 'software'],
    ['not a pinned one that is not here', ALL, ['software'], 'tpm', undefined, 'authenticator_unavailable'],
    [
      'not a pinned one that is not allowed',
      ['tpm'],
      ALL,
      'software',
      undefined,
      'authenticator_not_allowed',
    ],
    [
      'never silently a weaker one than last time',
      ALL,
      ['software'],
      undefined,
      'tpm',
      'authenticator_unavailable',
    ],
    ['a weaker one when somebody names it', ALL, ['software'], 'software', 'tpm', 'software'],
    ['a stronger one than last time', ALL, ALL, undefined, 'software', 'platform'],
    ['the one of last time', ALL, ['tpm', 'software'], undefined, 'tpm', 'tpm'],
    [
      'another when IT ruled the one of last time out',
      ['software'],
      ['software'],
      undefined,
      'tpm',
      'software',
    ],
  ])('takes %s', (_, allowed, available, pinned, lastUsed, expected) => {
    expect(auto(allowed, available, pinned, lastUsed)).toBe(expected);
  });

  it('still offers the weaker one to a person', () => {
    expect(chooseAuthenticators(ALL, ['software'], undefined, 'tpm')).toContainEqual({
      name: 'software',
      available: true,
      recommended: false,
    });
  });
});
