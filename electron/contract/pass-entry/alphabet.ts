/**
 * What passes are drawn from: no 0/O, 1/l/I, 5/S, 2/Z, 8/B, because a pass is read out on the telephone and typed from
 * paper. 50 characters, 5.6 bits each. The directory draws by it and the agent reads by it.
 */
export const PASS_ALPHABET = 'ACDEFGHJKLMNPQRTUVWXYabcdefghijkmnpqrstuvwxyz34679';

/** Characters of a pass (Entra: temporaryAccessPassAuthenticationMethodConfiguration, defaultLength). */
export const PASS_LENGTH = { minimum: 8, maximum: 48 } as const;

/**
 * What people write for a character of the alphabet. Only characters that no pass holds are in it, so no pass is ever read as
 * another one. O, o, 0, 1 and 8 are not: what they stand for nobody can tell, so the person is asked to look again.
 */
export const LOOK_ALIKES: Readonly<Record<string, string>> = {
  // One case of these letters is in the alphabet, and the other is not.
  B: 'b',
  I: 'i',
  S: 's',
  Z: 'z',
  l: 'L',
  // Digits that look like such a letter.
  '2': 'z',
  '5': 's',
};
