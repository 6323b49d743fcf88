import type { WifiNetwork } from '../../../electron/contract/connection.ts';

/** How full the arcs are: 1 to 3. People read three steps, not a hundred. */
export type Strength = 1 | 2 | 3;

const WORDS = { 1: 'weak', 2: 'fair', 3: 'strong' } as const;

/** @param signal 0 to 100 */
export function strengthOf(signal: number): Strength {
  if (signal >= 67) return 3;
  return signal >= 34 ? 2 : 1;
}

export const strengthWord = (signal: number): 'weak' | 'fair' | 'strong' => WORDS[strengthOf(signal)];

/** Id of the choice that stands for a network which tells nobody its name. */
export const HIDDEN = 'hidden';

/** The one that is picked when the list appears: the strongest that can be joined from here. */
export function firstPick(networks: readonly WifiNetwork[]): string | null {
  return networks.find(({ security }) => security !== 'enterprise')?.id ?? null;
}

/** A passphrase of WPA is 8 to 63 characters of ASCII, or its key as 64 hex digits (IEEE 802.11, J.4.1). */
export function isPassphrase(text: string): boolean {
  return /^[\x20-\x7e]{8,63}$/.test(text) || /^[0-9a-f]{64}$/i.test(text);
}
