import { checkCharacter, encodeBase32, inGroups, tidyBase32 } from './base32.ts';

/** Characters that carry bits: eleven times five. */
const DATA_LENGTH = 11;
/** Bits that somebody has to guess. */
export const CODE_BITS = DATA_LENGTH * 5;

/** The code that a technician reads out: the first 55 bits of the MAC and a check character, `XXXX-XXXX-XXXX`. */
export function codeFromMac(mac: Uint8Array): string {
  const data = encodeBase32(mac.slice(0, 8)).slice(0, DATA_LENGTH);
  return inGroups(data + checkCharacter(data), 4);
}

/** What was typed as a code; `null` where its length or check character says that it was mistyped: that is no guess. */
export function readCode(typed: string): string | null {
  const text = tidyBase32(typed);
  const data = text.slice(0, -1);
  const fits = /^[0-9A-HJKMNP-TV-Z]{12}$/.test(text) && checkCharacter(data) === text.at(-1);
  return fits ? inGroups(text, 4) : null;
}
