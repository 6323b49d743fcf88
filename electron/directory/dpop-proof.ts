import { createHash } from 'node:crypto';

/** The key that proves possession. The private half stays where it is. */
export interface ProofKey {
  readonly publicJwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };
  readonly thumbprint: string;
  /** ES256: 64 bytes, r and s side by side. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

export interface ProofFacts {
  readonly method: string;
  /** Full URL of the call; query and fragment are left out of the proof (RFC 9449 4.2). */
  readonly url: string;
  /** Unique for each attempt, a repeated call included. */
  readonly jti: string;
  /** Seconds since 1970 in the directory's time. */
  readonly issuedAt: number;
  readonly nonce?: string;
  /** The access token that goes with it: the proof then carries its hash (`ath`). */
  readonly accessToken?: string;
}

/** A DPoP proof (RFC 9449 4.2), a compact JWS. */
export async function makeProof(key: ProofKey, facts: ProofFacts): Promise<string> {
  const { kty, crv, x, y } = key.publicJwk;
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
  const url = new URL(facts.url);
  const payload = {
    jti: facts.jti,
    htm: facts.method,
    htu: `${url.origin}${url.pathname}`,
    iat: facts.issuedAt,
    ...(facts.nonce !== undefined && { nonce: facts.nonce }),
    ...(facts.accessToken !== undefined && { ath: hashOf(facts.accessToken) }),
  };
  const input = `${encode(header)}.${encode(payload)}`;
  const signature = await key.sign(Buffer.from(input, 'ascii'));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function hashOf(accessToken: string): string {
  return createHash('sha256').update(accessToken, 'ascii').digest('base64url');
}
