import type { Secret } from './secret.ts';
import type { PinPolicy } from './wire/provisioning.ts';

/** Why a PIN is not accepted. Names of rules only: nothing of the PIN is in them. */
export type PinFault = 'too_short' | 'too_long' | 'not_digits' | 'simple' | 'common';

export type PinJudgement = { readonly ok: true } | { readonly ok: false; readonly reason: PinFault };

/**
 * What people choose first, beyond what the rule of equal steps catches already (which is why 123456 and 111111 are missing).
 * Short on purpose: a long list only moves people on to the next one on it, and the lock after a few tries does the rest.
 */
const COMMON: ReadonlySet<string> = new Set(
  `1004 1010 1122 1212 1313 2001 2020 2112 2580 6969 0852
   11223 12321 13579 54545
   010101 101010 102030 112211 112233 121212 121314 123123 123321 123654 124578 131313 142536 147147 147258 147852
   159159 159357 159753 212121 222333 232323 246810 252525 258456 321321 456123 456456 456852 520520 696969 741852
   753951 777888 789456 789789 852456 963852 987321
   1231234 12341234 11223344 12121212 10203040 14725836 1234512345
   password passw0rd qwerty qwertz azerty letmein welcome iloveyou abc123 a1b2c3 admin latchkey`.split(/\s+/),
);

/**
 * Judges a new PIN by the rules of the profile. Pure, so that the screen can say while typing what the authenticator would
 * say in the end. Length counts characters as people see them on the keys (code points), not UTF-16 units: what nobody sees
 * fills nothing up, and no rule is got around by an invisible character or by the digits of another script.
 */
export function judgePin(pin: Secret, policy: PinPolicy): PinJudgement {
  const text = pin.reveal().normalize('NFC');
  const visible = text.replace(INVISIBLE, '');
  const seen = asTyped(visible);
  if (policy.digitsOnly && !/^[0-9]*$/.test(text)) return { ok: false, reason: 'not_digits' };
  if ([...visible].length < policy.minimumLength) return { ok: false, reason: 'too_short' };
  if ([...text].length > policy.maximumLength) return { ok: false, reason: 'too_long' };
  if (policy.refuseSimple && hasEqualSteps(seen)) return { ok: false, reason: 'simple' };
  if (policy.refuseSimple && COMMON.has(seen.toLowerCase())) return { ok: false, reason: 'common' };
  return { ok: true };
}

/** Controls, marks of direction, joiners: keyboards cannot type most of them, and nobody sees them in what was pasted. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The characters of plain keys that a text stands for: full-width ones are the same, and a digit of any script is its value. */
function asTyped(text: string): string {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Unicode keeps the ten digits of a script together and in order (4.6): so many come before this one. */
function digitValue(digit: string): number {
  const at = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(at - value - 1))) value += 1;
  return value;
}

/**
 * Windows Hello's rule: each digit differs from the one before by the same amount modulo 10 (1234, 9753, 0000, 7890). It
 * refuses exactly 100 PINs of every length from two digits on, and nothing that is not all digits.
 * https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/
 */
function hasEqualSteps(text: string): boolean {
  if (!/^[0-9]{2,}$/.test(text)) return false;
  const digits = [...text].map(Number);
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10);
  return steps.every((step) => step === steps[0]);
}
