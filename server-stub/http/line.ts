import * as z from 'zod/mini';

/**
 * One line of text for people, of 1 to `longest` UTF-16 units: no control characters, which would write over the terminals and
 * logs that show it, and no halves of characters.
 */
export function line(longest: number) {
  return z.string().check(z.minLength(1), z.maxLength(longest), z.regex(/^[^\p{Cc}\p{Cs}]*$/u));
}
