import { createPublicKey } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { Refusal } from '../../electron/contract/refusal.ts';
import { x509 } from '../tls/x509.ts';

/** RFC 2985 5.4.1. */
const CHALLENGE_PASSWORD = '1.2.840.113549.1.9.7';

/** What the directory takes from a certificate request. Its subject and its extensions are not ours to believe. */
export interface CertificateRequest {
  /** P-256 public key: `kty`, `crv`, `x`, `y`. */
  readonly publicJwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string };
  /** RFC 7638, base64url: what a DPoP proof of the same key is known by. */
  readonly thumbprint: string;
  /** The directory's nonce, from the challengePassword. */
  readonly nonce: string;
  /** SubjectPublicKeyInfo in DER, for the certificate. */
  readonly subjectPublicKey: Uint8Array;
}

/**
 * Reads a PKCS#10 request (RFC 2986) and verifies that its sender holds the key.
 *
 * @param base64 DER in standard base64.
 * @throws Refusal `csr_invalid`, with the reason in `detail`.
 */
export async function readCertificateRequest(base64: string): Promise<CertificateRequest> {
  const der = Buffer.from(base64, 'base64');
  if (der.toString('base64') !== base64) throw invalid('the request is not standard base64');
  if (outerLength(der) !== der.length) throw invalid('the request is not one DER value and nothing else');
  try {
    return await read(new x509.Pkcs10CertificateRequest(der));
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    // The library decodes lazily and throws errors of many kinds, each time a part is first looked at.
    throw invalid('the request is not PKCS#10', thrown);
  }
}

async function read(request: x509.Pkcs10CertificateRequest): Promise<CertificateRequest> {
  const algorithm: { name?: string; hash?: { name?: string } } = request.signatureAlgorithm;
  if (algorithm.name !== 'ECDSA' || algorithm.hash?.name !== 'SHA-256') {
    throw invalid('the signature is not ECDSA with SHA-256');
  }
  const publicJwk = readP256(request.publicKey.rawData);
  if (!(await request.verify())) throw invalid('the signature does not verify with the key in the request');
  return {
    publicJwk,
    thumbprint: await calculateJwkThumbprint(publicJwk),
    nonce: readNonce(request),
    subjectPublicKey: new Uint8Array(request.publicKey.rawData),
  };
}

/**
 * Length of the value that begins the bytes, header included; NaN when it is not a SEQUENCE of definite length.
 * The parser stops at the end of the value and says nothing about what follows: so it has to be measured (spike 8).
 */
function outerLength(der: Buffer): number {
  const [tag, first] = der;
  if (tag !== 0x30 || first === undefined || first === 0x80) return Number.NaN;
  if (first < 0x80) return 2 + first;
  const size = first & 0x7f;
  if (size > 3 || der.length < 2 + size) return Number.NaN;
  return 2 + size + der.readUIntBE(2, size);
}

function readP256(spki: ArrayBuffer): CertificateRequest['publicJwk'] {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined)
    throw invalid('the key is not P-256');
  return { kty, crv, x, y };
}

function readNonce(request: x509.Pkcs10CertificateRequest): string {
  const found = request.attributes.filter((attribute) => attribute.type === CHALLENGE_PASSWORD);
  const [only] = found;
  if (found.length !== 1 || !(only instanceof x509.ChallengePasswordAttribute)) {
    throw invalid('the request needs exactly one challengePassword');
  }
  return only.password;
}

function invalid(detail: string, cause?: unknown): Refusal {
  return new Refusal('csr_invalid', { detail }, cause);
}
