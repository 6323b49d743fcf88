import { createHash } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK } from 'jose';
import * as z from 'zod/mini';
import { Refusal } from '../contract/refusal.ts';

const part = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));

/** X25519 makes the smaller square (RFC 8037); P-256 is what hardware modules hold (RFC 7518 6.2). */
const PublicJwk = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('OKP'), crv: z.literal('X25519'), x: part }),
  z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: part, y: part }),
]);
export type SupportJwk = z.infer<typeof PublicJwk>;

export interface SupportKey {
  /** 8 hex digits: the first four bytes of the RFC 7638 thumbprint. */
  readonly keyId: string;
  readonly key: CryptoKey;
}

export function supportKeyId(jwk: SupportJwk): string {
  const { kty, crv, x } = jwk;
  const canonical = JSON.stringify(jwk.kty === 'EC' ? { crv, kty, x, y: jwk.y } : { crv, kty, x });
  return createHash('sha256').update(canonical).digest('hex').slice(0, 8);
}

/** The company's key to encrypt reports to. A private part that somebody has put beside it is not looked at. */
export function readPublicSupportKey(jwk: unknown): Promise<SupportKey> {
  return importParts(jwk, null);
}

/** The support's own key. @throws Refusal support_key_unusable */
export function readPrivateSupportKey(jwk: unknown): Promise<SupportKey> {
  const secret = z.object({ d: part }).safeParse(jwk);
  if (!secret.success) throw new Refusal('support_key_unusable', { detail: 'the file holds no private key' });
  return importParts(jwk, secret.data.d);
}

/** @throws Refusal support_key_unusable */
async function importParts(jwk: unknown, d: string | null): Promise<SupportKey> {
  try {
    const parts = PublicJwk.parse(jwk);
    const key = await importJWK({ ...parts, ...(d !== null && { d }) }, 'ECDH-ES');
    if (key instanceof Uint8Array) throw new TypeError('a symmetric key');
    return { keyId: supportKeyId(parts), key };
  } catch (thrown) {
    throw new Refusal('support_key_unusable', { detail: 'it is no X25519 or P-256 key' }, thrown);
  }
}

/** A new key pair, as JWKs. */
export async function makeSupportKey(
  crv: SupportJwk['crv'],
): Promise<{ readonly public: SupportJwk; readonly private: SupportJwk & { readonly d: string } }> {
  const pair = await generateKeyPair('ECDH-ES', { crv, extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const parts = PublicJwk.parse(jwk);
  return { public: parts, private: { ...parts, d: z.object({ d: part }).parse(jwk).d } };
}
