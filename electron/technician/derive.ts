import { createECDH, createHmac, type ECDH, hkdfSync } from 'node:crypto';
import { codeFromMac } from '../contract/technician/answer-code.ts';
import type { Challenge } from '../contract/technician/challenge.ts';
import { challengeBytes } from '../contract/technician/challenge.ts';

const CURVE = 'prime256v1';

/** Says what the key is for: another use of the same two keys gives another key. */
const LABEL = 'latchkey technician exit v1';

/** A key pair of the device that lives as long as its challenge, in memory only. */
export interface Ephemeral {
  /** Compressed point, 33 bytes. */
  readonly publicKey: Uint8Array;
  /** Diffie-Hellman with the technicians' public point: the x coordinate, 32 bytes. */
  agree(publicKey: Uint8Array): Uint8Array;
}

export function makeEphemeral(): Ephemeral {
  const pair = createECDH(CURVE);
  pair.generateKeys();
  const publicKey = compressed(pair);
  return { publicKey, agree: (other) => pair.computeSecret(other) };
}

function compressed(pair: ECDH): Uint8Array {
  return Uint8Array.from(Buffer.from(pair.getPublicKey('hex', 'compressed'), 'hex'));
}

/** The device's side: its ephemeral key and the technicians' public one. */
export function codeForDevice(ephemeral: Ephemeral, technician: Uint8Array, challenge: Challenge): string {
  return codeFromSecret(ephemeral.agree(technician), technician, challenge);
}

/**
 * The technician's side: the private key and the device's ephemeral public one. `createECDH` refuses a point that is not on
 * the curve (SEC 1, 3.2.2.1), so an invented challenge learns nothing about the private key.
 *
 * @param privateKey 32 bytes, the JWK's `d`
 * @throws Error when the ephemeral key is no point of the curve
 */
export function codeForTechnician(privateKey: Uint8Array, challenge: Challenge): string {
  const pair = createECDH(CURVE);
  pair.setPrivateKey(privateKey);
  const technician = compressed(pair);
  return codeFromSecret(pair.computeSecret(challenge.ephemeral), technician, challenge);
}

/**
 * HKDF-SHA-256 (RFC 5869) over the shared secret, with both public keys in `info` as the KEM context of RFC 9180 4.1 has
 * them; then HMAC-SHA-256 over the whole challenge, cut to what a person can type.
 */
function codeFromSecret(secret: Uint8Array, technician: Uint8Array, challenge: Challenge): string {
  const info = Buffer.concat([Buffer.from(LABEL), challenge.ephemeral, technician]);
  const salt = Buffer.from(challenge.nonce, 'hex');
  const key = Buffer.from(hkdfSync('sha256', secret, salt, info, 32));
  return codeFromMac(createHmac('sha256', key).update(challengeBytes(challenge)).digest());
}
