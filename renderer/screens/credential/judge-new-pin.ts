import { judgePin, type PinFault } from '../../../electron/contract/pin.ts';
import { Secret } from '../../../electron/contract/secret.ts';
import type { PinPolicy } from '../../../electron/contract/wire/provisioning.ts';

/** What may be said about a PIN that is being typed. Nothing in here tells a digit. */
export interface NewPin {
  readonly length: number;
  readonly fault: PinFault | null;
  /** `null` while the second field is still a beginning of the first. */
  readonly same: boolean | null;
}

export const NOTHING_TYPED: NewPin = { length: 0, fault: 'too_short', same: null };

export function judgeNewPin(pin: string, repeated: string, policy: PinPolicy): NewPin {
  const verdict = judgePin(new Secret(pin), policy);
  return {
    length: [...pin].length,
    fault: verdict.ok ? null : verdict.reason,
    same: repeated !== pin && pin.startsWith(repeated) ? null : repeated === pin,
  };
}
