import { judgePin } from '../contract/pin.ts';
import { Refusal } from '../contract/refusal.ts';
import type { Secret } from '../contract/secret.ts';
import type { PinPolicy } from '../contract/wire/provisioning.ts';

/** Refuses a new PIN that the profile does not accept. @throws Refusal pin_too_weak; `detail` is the rule's name */
export function requireGoodPin(pin: Secret, policy: PinPolicy): void {
  const judgement = judgePin(pin, policy);
  if (!judgement.ok) throw new Refusal('pin_too_weak', { detail: judgement.reason });
}

/**
 * The bytes that stand for a PIN: NFC and UTF-8, as CTAP 2.1 6.5.1 has it, so that two keyboards give the same. The caller
 * zeroes them; the string they come from cannot be zeroed and is left to the garbage collector.
 */
export function pinBytes(pin: Secret): Buffer {
  return Buffer.from(pin.reveal().normalize('NFC'));
}

/** The PIN that an authenticator with this gesture cannot do without. @throws Refusal input_missing */
export function requirePin(pin: Secret | null): Secret {
  if (pin === null) throw new Refusal('input_missing', { detail: 'This authenticator needs a PIN.' });
  return pin;
}
