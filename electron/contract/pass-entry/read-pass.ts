import { LOOK_ALIKES, PASS_ALPHABET, PASS_LENGTH } from './alphabet.ts';
import { readScan, type ScanFault } from './scan.ts';
import { tidyText } from './tidy-text.ts';

/**
 * Why something that was entered cannot be a pass. Told before anything is sent: a slip of the finger costs no try.
 * - `foreign`: it holds a character that no pass has
 * - `sentence`: there is more around it than a label that ends with a colon
 */
export type PassFault = 'missing' | 'short' | 'long' | 'foreign' | 'sentence' | ScanFault;

export type PassReading =
  /** `userPrincipalName`: whose it is, where a scanned code says so. */
  | { readonly ok: true; readonly pass: string; readonly userPrincipalName: string | null }
  | { readonly ok: false; readonly fault: PassFault };

/** Signs that people put between groups, and characters that nobody can see. */
export const BETWEEN: RegExp = /[\s\p{Pd}\p{Cf}._·]/gu;

/** What belongs together, as the directory would write it. A character that no pass has stays as it is. */
export function plainPass(typed: string): string {
  const bare = tidyText(typed).replace(BETWEEN, '');
  return [...bare].map((character) => LOOK_ALIKES[character] ?? character).join('');
}

/** Reads what was typed into the field, or what a scanner typed there. Pure. */
export function readPass(typed: string): PassReading {
  const scan = readScan(typed);
  if (scan) return scan;
  const pass = plainPass(typed);
  if (pass === '') return { ok: false, fault: 'missing' };
  if ([...pass].some((character) => !PASS_ALPHABET.includes(character)))
    return { ok: false, fault: 'foreign' };
  if (pass.length < PASS_LENGTH.minimum) return { ok: false, fault: 'short' };
  if (pass.length > PASS_LENGTH.maximum) return { ok: false, fault: 'long' };
  return { ok: true, pass, userPrincipalName: null };
}

/** `Your pass:` and the like, in any script. */
const LABEL = /^[\p{L}\p{M}’' -]{1,60}:\s*/u;
const QUOTED = /^["“”„«'‘’`](.+)["“”»'‘’`]$/su;

/**
 * What of a pasted text goes into the field: all of it where it is a pass or the beginning of one, what follows a label
 * that ends with a colon, else `null`: in prose every word would be taken for part of the pass. Pure.
 */
export function readPasted(text: string): string | null {
  if (readScan(text)) return text.trim();
  const bare = tidyText(text).replace(LABEL, '').replace(/\.$/, '').trim();
  const [, inside = bare] = QUOTED.exec(bare) ?? [];
  const groups = inside.split(/[\s\p{Pd}._·]+/u).filter((group) => group !== '');
  return areGroups(groups) ? groups.join('') : null;
}

/** One piece, or equal pieces of which the last may be shorter: how passes are written, and how sentences are not. */
function areGroups(groups: readonly string[]): boolean {
  const [first = ''] = groups;
  const last = groups.at(-1) ?? '';
  if (groups.length === 0) return false;
  const plain = groups.every((group) => /^[A-Za-z0-9]{1,48}$/.test(group));
  return (
    plain && groups.slice(0, -1).every(({ length }) => length === first.length) && last.length <= first.length
  );
}
