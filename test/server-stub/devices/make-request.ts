import { x509 } from '../../../server-stub/tls/x509.ts';

export interface MadeRequest {
  /** DER in standard base64. */
  readonly csr: string;
  readonly der: Buffer;
  readonly keys: CryptoKeyPair;
}

export interface RequestOptions {
  readonly nonce?: string;
  readonly keys?: CryptoKeyPair;
  readonly hash?: 'SHA-256' | 'SHA-384';
  readonly attributes?: x509.Attribute[];
  readonly name?: string;
}

export const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A certificate request as an agent makes it; every part can be made wrong. */
export async function makeRequest(options: RequestOptions = {}): Promise<MadeRequest> {
  const keys =
    options.keys ?? ((await crypto.subtle.generateKey(P256, true, ['sign', 'verify'])) as CryptoKeyPair);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: options.name ?? 'CN=latchkey',
    keys,
    signingAlgorithm:
      keys.publicKey.algorithm.name === 'ECDSA'
        ? { name: 'ECDSA', hash: options.hash ?? 'SHA-256' }
        : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    attributes: options.attributes ?? [
      new x509.ChallengePasswordAttribute(options.nonce ?? 'nonce-of-a-test'),
    ],
  });
  const der = Buffer.from(request.rawData);
  return { csr: der.toString('base64'), der, keys };
}
