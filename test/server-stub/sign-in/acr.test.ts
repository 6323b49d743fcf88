import { expect, test } from 'vitest';
import { isAtLeast, leastOf, levelOf } from '../../../server-stub/sign-in/acr.ts';

test('attested hardware is phishing-resistant, which is MFA, which is more than a password', () => {
  expect(isAtLeast('phrh', 'phr')).toBe(true);
  expect(isAtLeast('phr', 'mfa')).toBe(true);
  expect(isAtLeast('mfa', 'phr')).toBe(false);
  expect(isAtLeast('single', 'mfa')).toBe(false);
  expect(isAtLeast('single', 'none')).toBe(true);
});

test('a sign-in without acr showed a password', () => {
  expect([levelOf(null), levelOf('mfa'), levelOf('phrh')]).toEqual(['single', 'mfa', 'phrh']);
});

test('of several values the least is enough, and names that are not ours ask for nothing', () => {
  expect(leastOf(['phrh', 'mfa'])).toBe('mfa');
  expect(leastOf(['urn:somebody:else'])).toBe('none');
  expect(leastOf([])).toBe('none');
});
