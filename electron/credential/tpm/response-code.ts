/** What an answer of the TPM means for us. */
export type TpmTrouble =
  /** The authorization value is not this key's, and the TPM has counted that. */
  | 'pin_wrong'
  /** The TPM judges no more PINs for now. */
  | 'locked'
  /** A value is wrong and nothing was counted: the owner hierarchy has a password. */
  | 'owned'
  /** The blob is not whole, or not of this parent. */
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
const FORMAT_ONE: Readonly<Record<number, TpmTrouble>> = {
  129: 'too_old', // ASYMMETRIC: algorithm not supported
  131: 'too_old', // HASH
  137: 'too_old', // MODE
  142: 'pin_wrong', // AUTH_FAIL: counted
  146: 'too_old', // SCHEME
  150: 'too_old', // SYMMETRIC
  157: 'damaged', // POLICY_FAIL does not happen to keys without a policy; a changed public part can ask for it
  159: 'damaged', // INTEGRITY
  162: 'owned', // BAD_AUTH: not counted
  166: 'too_old', // CURVE
  138: 'damaged', // TYPE
  130: 'damaged', // ATTRIBUTES
  132: 'damaged', // VALUE
  149: 'damaged', // SIZE
  154: 'damaged', // INSUFFICIENT
  167: 'damaged', // ECC_POINT
};

/** Format-zero codes, errors and warnings (6.6.3, tables 15 and 17), and the tag that a TPM 1.2 answers with. */
const FORMAT_ZERO: Readonly<Record<number, TpmTrouble>> = {
  30: 'too_old', // TPM_BADTAG of TPM 1.2 (TPM_RC_BAD_TAG)
  256: 'not_started', // INITIALIZE
  257: 'failed', // FAILURE
  293: 'owned', // AUTH_MISSING
  323: 'too_old', // COMMAND_CODE: not implemented
  2306: 'full', // OBJECT_MEMORY
  2307: 'full', // SESSION_MEMORY
  2309: 'full', // SESSION_HANDLES
  2310: 'full', // OBJECT_HANDLES
  2312: 'again', // YIELDED
  2314: 'again', // TESTING
  2336: 'again', // NV_RATE
  2337: 'locked', // LOCKOUT
  2338: 'again', // RETRY
  2339: 'again', // NV_UNAVAILABLE
};

const FORMAT_ONE_BIT = 0x080;
/** Format bit and error number, without P, and without the number of parameter, handle or session (6.6.2). */
const FORMAT_ONE_MASK = 0x0bf;

/**
 * Classifies a response code by number.
 *
 * @param code any but 0. Codes with one of the upper bits were made by the software between us and the TPM (the TSS has its
 *   layer there); they say nothing about the TPM.
 */
export function classifyResponseCode(code: number): TpmTrouble {
  if (code > 0xfff) return 'other';
  if ((code & FORMAT_ONE_BIT) !== 0) return FORMAT_ONE[code & FORMAT_ONE_MASK] ?? 'other';
  return FORMAT_ZERO[code] ?? 'other';
}
