import { createHash, createPrivateKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '../contract/refusal.ts';

/** Public half of a P-256 key (RFC 7518 6.2.1). */
export interface EcPublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/**
 * The key that is this machine. It proves possession of every token (RFC 9449) and is certified at the join; the private
 * half stays behind `sign`, so that a key which never leaves its chip fits the same shape.
 */
export interface DeviceKey {
  readonly publicJwk: EcPublicJwk;
  /** RFC 7638 SHA-256 thumbprint, base64url. */
  readonly thumbprint: string;
  /** ES256 over `bytes`: 64 bytes, r and s side by side (RFC 7518 3.4). */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

const makePair = promisify(generateKeyPair);
const signAsync = promisify(sign);

/** RFC 7638 3: the members in this order, no white space. */
export function thumbprintOf(jwk: EcPublicJwk): string {
  const canonical = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y });
  return createHash('sha256').update(canonical).digest('base64url');
}

/** A new key: as the bytes to keep (PKCS#8 DER, RFC 5958) and ready to use. */
export async function makeDeviceKey(): Promise<{ key: DeviceKey; pkcs8: Uint8Array }> {
  const { privateKey } = await makePair('ec', { namedCurve: 'P-256' });
  return { key: keyOver(privateKey), pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }) };
}

/** Reads kept bytes. @throws Refusal device_key_lost when they are not a P-256 key. */
export function parseDeviceKey(pkcs8: Uint8Array): DeviceKey {
  try {
    const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
      throw new TypeError('not P-256');
    }
    return keyOver(privateKey);
  } catch {
    // The cause is dropped on purpose: OpenSSL's text adds nothing, and nothing that touched the bytes should travel.
    throw new Refusal('device_key_lost', { detail: 'The device key in the vault is not a P-256 key.' });
  }
}

function keyOver(privateKey: KeyObject): DeviceKey {
  const { x, y } = privateKey.export({ format: 'jwk' });
  if (typeof x !== 'string' || typeof y !== 'string') {
    throw new TypeError('a P-256 key has x and y');
  }
  const publicJwk: EcPublicJwk = { kty: 'EC', crv: 'P-256', x, y };
  return {
    publicJwk,
    thumbprint: thumbprintOf(publicJwk),
    sign: (bytes) => signAsync('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}
