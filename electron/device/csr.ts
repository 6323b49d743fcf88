// x509 resolves its algorithms through tsyringe, which needs the metadata polyfill before anything else of it is loaded.
import 'reflect-metadata';
import { createPublicKey, type webcrypto } from 'node:crypto';
import { ChallengePasswordAttribute, Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import type { DeviceKey } from './key.ts';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** What x509 asks of WebCrypto while it makes a request: the public key once, one signature. */
interface SigningCrypto {
  readonly subtle: {
    exportKey(format: 'spki', key: webcrypto.CryptoKey): Promise<ArrayBuffer>;
    sign(algorithm: object, key: webcrypto.CryptoKey, data: webcrypto.BufferSource): Promise<ArrayBuffer>;
  };
}

type Generate = typeof Pkcs10CertificateRequestGenerator.create;

/**
 * PKCS#10 (RFC 2986) over the device key, DER. The directory's nonce is the challengePassword (RFC 2985 5.4.1), so that a
 * request cannot be made in advance or sent twice. The subject is empty but for a fixed name: the directory names the device.
 */
export async function requestCertificate(key: DeviceKey, nonce: string): Promise<Uint8Array> {
  // The private key cannot be handed over, it may live in a chip: x509 gets a crypto of two functions instead, and a
  // stand-in for the key that carries nothing but its algorithm.
  const standIn = { algorithm: ES256 } as unknown as webcrypto.CryptoKey;
  const params = {
    name: 'CN=latchkey',
    keys: { publicKey: standIn, privateKey: standIn },
    signingAlgorithm: ES256,
    attributes: [new ChallengePasswordAttribute(nonce)],
  } as unknown as Parameters<Generate>[0];
  const request = await Pkcs10CertificateRequestGenerator.create(
    params,
    signingWith(key) as unknown as NonNullable<Parameters<Generate>[1]>,
  );
  return new Uint8Array(request.rawData);
}

function signingWith(key: DeviceKey): SigningCrypto {
  const spki = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' }).export({
    format: 'der',
    type: 'spki',
  });
  return {
    subtle: {
      exportKey: async () => exactBuffer(spki),
      sign: async (_algorithm, _key, data) => exactBuffer(await key.sign(bytesOf(data))),
    },
  };
}

function bytesOf(data: webcrypto.BufferSource): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/** A Node Buffer may be a window on a larger pool; x509 reads the whole ArrayBuffer. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
