import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { TechnicianKeyAnswer } from '../../../electron/contract/wire/technician.ts';
import { writeAtomic } from '../../tls/write-atomic.ts';

const KeyFile = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

/** The tenant's technician key. */
export interface TechnicianKey {
  readonly answer: TechnicianKeyAnswer;
  /** 32 bytes. */
  readonly privateKey: Uint8Array;
}

/**
 * Made when it is first asked for and kept, like the token key, in a file that only its owner can read. A key that technicians
 * made themselves (`latchkey technician key`, without a passphrase) may be put there instead.
 */
export function ensureTechnicianKey(dataDir: string): TechnicianKey {
  const file = join(dataDir, 'technician-key.json');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeAtomic(file, JSON.stringify(privateKey.export({ format: 'jwk' })), 0o600);
  }
  const jwk = KeyFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  // Refuses a private part that does not belong to the public one.
  createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  const { kty, crv, x, y, d } = jwk;
  return {
    answer: { keyId: keyIdOf(x, y), key: { kty, crv, x, y } },
    privateKey: Buffer.from(d, 'base64url'),
  };
}

/** First four bytes of the RFC 7638 thumbprint, in hex, as the challenge has it (electron/contract/technician/challenge.ts). */
function keyIdOf(x: string, y: string): string {
  const canonical = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
  return createHash('sha256').update(canonical).digest('hex').slice(0, 8);
}
