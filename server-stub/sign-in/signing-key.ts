import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { writeAtomic } from '../tls/write-atomic.ts';

/** The key that signs tokens. */
export interface SigningKey {
  /** Private, for the provider. */
  readonly jwk: JWK;
  readonly publicKey: KeyObject;
}

/** The directory's ES256 key, made on the first start and kept in a file that only its owner can read. */
export async function ensureSigningKey(dataDir: string): Promise<SigningKey> {
  const file = join(dataDir, 'token-key.json');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeAtomic(file, JSON.stringify(privateKey.export({ format: 'jwk' })), 0o600);
  }
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as JsonWebKey;
  const publicKey = createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' }));
  const kid = await calculateJwkThumbprint(jwk as JWK);
  return { jwk: { ...(jwk as JWK), alg: 'ES256', use: 'sig', kid }, publicKey };
}
