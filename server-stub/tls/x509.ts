import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

// The library's CryptoKey is that of lib.dom, Node's is that of node:crypto; they differ in `usages` alone (TypeScript 7),
// and where lib.dom is absent the library's is unknown. Everything that crosses between the two crosses in this file.
x509.cryptoProvider.set(webcrypto as never);

/** A P-256 key pair as @peculiar/x509 takes it. */
export type SigningKeys = x509.X509CertificateCreateSelfSignedParams['keys'];

/** The only signature that our authorities make and accept: ECDSA over P-256 with SHA-256 (RFC 5758 3.2). */
export const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Makes a P-256 key pair that can be exported to its file. */
export async function makeSigningKeys(): Promise<SigningKeys> {
  const keys = await webcrypto.subtle.generateKey(ES256, true, ['sign', 'verify']);
  return keys as unknown as SigningKeys;
}

/** The private key in PKCS#8 PEM. */
export async function privateKeyPem(keys: SigningKeys): Promise<string> {
  const der = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey as never);
  return `${x509.PemConverter.encode(der, 'PRIVATE KEY')}\n`;
}

/**
 * Reads a PKCS#8 PEM back.
 * @throws DOMException when it is not a P-256 key in PKCS#8.
 */
export async function readPrivateKeyPem(pem: string): Promise<SigningKeys['privateKey']> {
  const der = x509.PemConverter.decodeFirst(pem);
  return (await webcrypto.subtle.importKey('pkcs8', der, ES256, true, ['sign'])) as never;
}

/** 16 random bytes, the first byte between 0x40 and 0x7f so that the number is positive and of fixed length in DER (RFC 5280 4.1.2.2). */
export function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}

export { x509 };
