import type { PinPolicy } from './wire/provisioning.ts';

export type PinWeakness = 'too_short' | 'too_long' | 'not_digits' | 'simple' | 'common';

export type PinVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: PinWeakness };

/**
 * PINs that people choose most, beyond what the constant-step rule catches: keypad patterns, pairs, years in a row.
 * A short list on purpose: a long one would refuse good PINs without making guessing in five tries any harder.
 */
const COMMON: ReadonlySet<string> = new Set([
  '112233',
  '121212',
  '123123',
  '123321',
  '131313',
  '147258',
  '159753',
  '202020',
  '212121',
  '232323',
  '246810',
  '252525',
  '258456',
  '456123',
  '520131',
  '654123',
  '696969',
  '741852',
  '789456',
  '987456',
  '11223344',
  '12121212',
  '12341234',
  '12344321',
  '14725836',
  '20202020',
]);

/**
 * Judges a PIN by the profile's rules. `simple` is Windows Hello's rule: every digit differs from the one before by the
 * same amount, modulo ten (so 111111, 123456 and 975319 are simple). Not applied to PINs with other characters.
 */
export function judgePin(pin: string, policy: PinPolicy): PinVerdict {
  const characters = [...pin];
  if (characters.length < policy.minimumLength) return { ok: false, reason: 'too_short' };
  if (characters.length > policy.maximumLength) return { ok: false, reason: 'too_long' };
  const digits = /^[0-9]+$/.test(pin);
  if (policy.digitsOnly && !digits) return { ok: false, reason: 'not_digits' };
  if (policy.refuseSimple && digits && hasConstantStep(pin)) return { ok: false, reason: 'simple' };
  if (COMMON.has(pin)) return { ok: false, reason: 'common' };
  return { ok: true };
}

function hasConstantStep(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  return steps.every((step) => step === steps[0]);
}
