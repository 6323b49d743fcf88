import { crc16 } from '../crc16.ts';
import { PASS_ALPHABET, PASS_LENGTH } from './alphabet.ts';

/*
 * What a scanner may type. The slip that the directory prints and the agent that reads it have this one grammar:
 *
 *   scan  = [ aim ] "LKPASS1:" [ name ] ":" pass ":" check
 *   aim   = "]" ALPHA ALNUM                 ; ISO/IEC 15424 symbology identifier, which some scanners put in front
 *   name  = local "@" domain                ; user principal name, lower case; absent on the short code
 *   pass  = 8*48 of the alphabet of passes
 *   check = 4 of "0123456789ABCDEF"         ; CRC-16/IBM-3740 of name ":" pass
 *
 * There is no command in it and no way to put one there: what does not fit is refused whole.
 */

const PREFIX = 'LKPASS1:';

/** Longest scan that is looked at: the longest name (113) and pass, with what is around them, and some air. */
export const SCAN_LIMIT = 256;

const NAME = "[a-z0-9'._!#^~+-]{1,64}@[a-z0-9.-]{1,80}";
const GRAMMAR = new RegExp(
  `^(?:\\][A-Za-z][A-Za-z0-9])?${PREFIX}((?:${NAME})?)` +
    `:([${PASS_ALPHABET}]{${PASS_LENGTH.minimum},${PASS_LENGTH.maximum}}):([0-9A-F]{4})$`,
);

/**
 * - `control`: it types keys that are no characters
 * - `flood`: more than any slip holds
 * - `unknownCode`: a code of something else
 * - `damaged`: one of ours, of which a part is missing or changed
 */
export type ScanFault = 'control' | 'flood' | 'unknownCode' | 'damaged';

export type Scan =
  | { readonly ok: true; readonly pass: string; readonly userPrincipalName: string | null }
  | { readonly ok: false; readonly fault: ScanFault };

/**
 * What is printed as a code.
 *
 * @param userPrincipalName `null` for the short code; a name that no code can hold is left away as well
 */
export function writeScan(pass: string, userPrincipalName: string | null): string {
  const name = userPrincipalName?.toLowerCase() ?? '';
  const body = `${new RegExp(`^${NAME}$`).test(name) ? name : ''}:${pass}`;
  return `${PREFIX}${body}:${check(body)}`;
}

/** Reads one of our codes; `null` where the text is none, nor looks like one. Pure. */
export function readScan(text: string): Scan | null {
  const typed = text.slice(0, SCAN_LIMIT + 1).trim();
  if (!/^(?:\][A-Za-z][A-Za-z0-9])?LKPASS/i.test(typed)) return null;
  if (text.length > SCAN_LIMIT) return { ok: false, fault: 'flood' };
  if (/\p{C}/u.test(typed)) return { ok: false, fault: 'control' };
  const [, name = '', pass = '', sum] = GRAMMAR.exec(typed) ?? [];
  if (sum === undefined || sum !== check(`${name}:${pass}`)) return { ok: false, fault: 'damaged' };
  return { ok: true, pass, userPrincipalName: name === '' ? null : name };
}

function check(body: string): string {
  const bytes = crc16(Uint8Array.from(body, (character) => character.charCodeAt(0)));
  return [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
}
