import { createECDH, createHmac, hkdfSync } from 'node:crypto';
import { codeFromMac } from '../../../electron/contract/technician/answer-code.ts';
import { type Challenge, challengeBytes } from '../../../electron/contract/technician/challenge.ts';

/**
 * The answer to a challenge, as docs/technician.md describes it: ECDH on P-256, HKDF-SHA-256 with both public keys in `info`,
 * HMAC-SHA-256 over the challenge, cut. The device computes the same with code of its own; shared vectors hold them together.
 *
 * @throws Error when the ephemeral key is no point of the curve
 */
export function codeFor(privateKey: Uint8Array, challenge: Challenge): string {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(privateKey);
  const own = Buffer.from(pair.getPublicKey('hex', 'compressed'), 'hex');
  const info = Buffer.concat([Buffer.from('latchkey technician exit v1'), challenge.ephemeral, own]);
  const salt = Buffer.from(challenge.nonce, 'hex');
  const key = Buffer.from(hkdfSync('sha256', pair.computeSecret(challenge.ephemeral), salt, info, 32));
  return codeFromMac(createHmac('sha256', key).update(challengeBytes(challenge)).digest());
}
