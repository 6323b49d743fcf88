/** Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, so nothing looks or sounds like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What people write for what they heard. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };

/** Bytes as base 32, the last character filled up with zero bits. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}

/** The bytes, or `null` where a character does not belong or the bits left over are not zero. */
export function decodeBase32(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const char of text) {
    const value = ALPHABET.indexOf(char);
    if (value === -1) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
    held &= (1 << bits) - 1;
  }
  return bits < 5 && held === 0 ? Uint8Array.from(bytes) : null;
}

/** What was typed, in the alphabet: capitals, look-alikes resolved, spaces and hyphens gone. Other characters stay. */
export function tidyBase32(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s-]+/gu, '')
    .replace(/[ILO]/g, (char) => LOOK_ALIKES[char] ?? char);
}

/** In groups of so many characters, as people read them out. */
export function inGroups(text: string, size: number): string {
  return text.replace(new RegExp(`(.{${size}})(?=.)`, 'g'), '$1-');
}

/**
 * Check character over a text of the alphabet (Luhn's algorithm with base 32): finds every single wrong character and every
 * swap of two neighbours but 0 and Z.
 */
export function checkCharacter(text: string): string {
  let sum = 0;
  let double = true;
  for (const char of [...text].reverse()) {
    const value = ALPHABET.indexOf(char) * (double ? 2 : 1);
    sum += Math.floor(value / 32) + (value % 32);
    double = !double;
  }
  return ALPHABET[(32 - (sum % 32)) % 32] ?? '0';
}
