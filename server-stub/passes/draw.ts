import { randomInt } from 'node:crypto';
import { PASS_ALPHABET } from '../../electron/contract/pass-entry/alphabet.ts';

/** Draws a pass of `length` characters (8 to 48), evenly, from the system's generator. */
export function drawPass(length: number): string {
  return Array.from({ length }, () => PASS_ALPHABET[randomInt(PASS_ALPHABET.length)]).join('');
}
