/** What an answer of the TPM means for us. */
export type TpmTrouble =
  /** The authorization value is not this key's, and the TPM has counted that. */
  | 'pin_wrong'
  /** The TPM judges no more PINs for now. */
  | 'locked'
  /** A value is wrong and nothing was counted: the owner hierarchy has a password. */
  | 'owned'
  /** What was given to it is wrong: a blob that is not whole, or not of this parent. */
  | 'damaged'
  /** No slot left for objects or sessions. */
  | 'full'
  /** The same bytes again may do. */
  | 'again'
  /** No start-up command was sent since it has power. */
  | 'not_started'
  /** TPM 1.2, or a 2.0 without something that we need. */
  | 'too_old'
  /** It says that it is broken. */
  | 'failed'
  | 'other';

/** Format-one codes without parameter, session or handle number (TPM 2.0 Library Part 2, 6.6.3, table 16). */
const FORMAT_ONE: ReadonlyMap<number, TpmTrouble> = new Map([
  [0x081, 'too_old'], // ASYMMETRIC: algorithm not supported
  [0x083, 'too_old'], // HASH
  [0x089, 'too_old'], // MODE
  [0x08e, 'pin_wrong'], // AUTH_FAIL: counted
  [0x092, 'too_old'], // SCHEME
  [0x096, 'too_old'], // SYMMETRIC
  [0x09d, 'damaged'], // POLICY_FAIL does not happen to keys without a policy; a changed public part can ask for it
  [0x09f, 'damaged'], // INTEGRITY
  [0x0a2, 'owned'], // BAD_AUTH: not counted
  [0x0a6, 'too_old'], // CURVE
  [0x08a, 'damaged'], // TYPE
  [0x082, 'damaged'], // ATTRIBUTES
  [0x084, 'damaged'], // VALUE
  [0x095, 'damaged'], // SIZE
  [0x09a, 'damaged'], // INSUFFICIENT
  [0x0a7, 'damaged'], // ECC_POINT
]);

/** Format-zero codes, errors and warnings (6.6.3, tables 15 and 17). */
const FORMAT_ZERO: ReadonlyMap<number, TpmTrouble> = new Map([
  [0x100, 'not_started'], // INITIALIZE
  [0x101, 'failed'], // FAILURE
  [0x125, 'owned'], // AUTH_MISSING
  [0x143, 'too_old'], // COMMAND_CODE: not implemented
  [0x902, 'full'], // OBJECT_MEMORY
  [0x903, 'full'], // SESSION_MEMORY
  [0x904, 'full'], // MEMORY
  [0x905, 'full'], // SESSION_HANDLES
  [0x906, 'full'], // OBJECT_HANDLES
  [0x908, 'again'], // YIELDED
  [0x909, 'again'], // CANCELED
  [0x90a, 'again'], // TESTING
  [0x920, 'again'], // NV_RATE
  [0x921, 'locked'], // LOCKOUT
  [0x922, 'again'], // RETRY
  [0x923, 'again'], // NV_UNAVAILABLE
]);

const FORMAT_ONE_BIT = 0x080;
/** V: among the codes of format zero, those without it are TPM 1.2's (6.6.2). */
const VERSION_2_BIT = 0x100;
/** Format bit and error number, without P, and without the number of parameter, handle or session (6.6.2). */
const FORMAT_ONE_MASK = 0x0bf;

/**
 * Classifies a response code by number.
 *
 * @param code 0 is no trouble, and nobody asks. Codes with one of the upper bits were made by the software between us and the
 *   TPM (the TSS has its layer there); they say nothing about the TPM.
 */
export function classifyResponseCode(code: number): TpmTrouble {
  if (code === 0 || code > 0xfff) return 'other';
  if ((code & FORMAT_ONE_BIT) !== 0) return FORMAT_ONE.get(code & FORMAT_ONE_MASK) ?? 'other';
  if ((code & VERSION_2_BIT) === 0) return 'too_old';
  return FORMAT_ZERO.get(code) ?? 'other';
}
