import { createHash, type JsonWebKey } from 'node:crypto';
import { encodeCbor } from './cbor.ts';

/**
 * Flags of WebAuthn Level 3, 6.1. User present and user verified: the PIN was right. Backup eligible and backup state stay 0:
 * the key never leaves this device by our doing.
 */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED_CREDENTIAL = 0x40;

/** COSE: key type EC2, algorithm ES256, curve P-256 (RFC 9053, 7.1.1; labels of RFC 9052, 7.1). */
export const ES256 = -7;
const KTY_EC2 = 2;
const CRV_P256 = 1;

export interface AttestedCredential {
  /** UUID. */
  readonly aaguid: string;
  readonly credentialId: Uint8Array;
  /** JWK of a P-256 key. */
  readonly publicJwk: JsonWebKey;
}

/**
 * Authenticator data (6.1): RP ID hash, flags, signature counter, and in a registration the new credential (6.5.1).
 * @param signCount 0 to 2^32 - 1
 */
export function authenticatorData(
  rpId: string,
  signCount: number,
  attested: AttestedCredential | null,
): Buffer {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(signCount);
  const flags = USER_PRESENT | USER_VERIFIED | (attested === null ? 0 : ATTESTED_CREDENTIAL);
  const start = [createHash('sha256').update(rpId).digest(), Buffer.of(flags), counter];
  return Buffer.concat(attested === null ? start : [...start, attestedCredentialData(attested)]);
}

function attestedCredentialData({ aaguid, credentialId, publicJwk }: AttestedCredential): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(credentialId.length);
  const id = Buffer.from(aaguid.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, length, credentialId, coseKey(publicJwk)]);
}

/** COSE_Key of an ES256 public key (6.5.1.1). */
export function coseKey({ x, y }: JsonWebKey): Buffer {
  if (x === undefined || y === undefined) throw new TypeError('not an EC key');
  return encodeCbor(
    new Map<number, number | Buffer>([
      [1, KTY_EC2],
      [3, ES256],
      [-1, CRV_P256],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
}
