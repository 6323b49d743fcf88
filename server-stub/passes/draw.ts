import { randomInt } from 'node:crypto';

/** No 0/O, 1/l/I, 5/S, 2/Z, 8/B: a pass is read out on the telephone and typed from paper. 50 characters, 5.6 bits each. */
const ALPHABET = 'ACDEFGHJKLMNPQRTUVWXYabcdefghijkmnpqrstuvwxyz34679';

/** Draws a pass of `length` characters (8 to 48), evenly, from the system's generator. */
export function drawPass(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
