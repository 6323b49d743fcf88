import { createECDH, createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { Refusal } from '../contract/refusal.ts';

/** The technicians' public key as machine policy has it (RFC 7517, RFC 7518 6.2.1). A private part is not looked at. */
export const PublicJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
  y: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
});
export type PublicJwk = z.infer<typeof PublicJwk>;

export interface TechnicianKey {
  /** 8 hex digits. */
  readonly keyId: string;
  /** Compressed point, 33 bytes. */
  readonly point: Uint8Array;
}

/** First four bytes of the RFC 7638 thumbprint, in hex: enough to tell the keys of one company apart. */
export function keyIdOf({ x, y }: PublicJwk): string {
  const canonical = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
  return createHash('sha256').update(canonical).digest('hex').slice(0, 8);
}

/** @throws Error when x and y are no point of the curve */
export function technicianKey(jwk: PublicJwk): TechnicianKey {
  const x = Buffer.from(jwk.x, 'base64url');
  const y = Buffer.from(jwk.y, 'base64url');
  const point = Buffer.concat([Buffer.from([2 + ((y.at(-1) ?? 0) & 1)]), x]);
  const whole = createECDH('prime256v1');
  whole.generateKeys();
  // Fails for a point off the curve; agreeing with the full form checks that y belongs to x.
  whole.computeSecret(Buffer.concat([Buffer.from([4]), x, y]));
  return { keyId: keyIdOf(jwk), point: Uint8Array.from(point) };
}

/** A file with a JWK or a JWK set, or the JWK itself. */
export type TechnicianKeySource = string | PublicJwk;

/**
 * The technicians' key of this machine: one JWK, or the first of a JWK set. `null` where nothing names one.
 * @throws Refusal technician_key_unusable
 */
export async function readTechnicianKey(source: TechnicianKeySource | null): Promise<TechnicianKey | null> {
  if (source === null) return null;
  const isFile = typeof source === 'string';
  try {
    const content: unknown = isFile ? JSON.parse(await readFile(source, 'utf8')) : source;
    const set = z.object({ keys: z.array(z.unknown()) }).safeParse(content);
    return technicianKey(PublicJwk.parse(set.success ? set.data.keys[0] : content));
  } catch (thrown) {
    const detail = isFile ? 'LATCHKEY_TECHNICIAN_KEY' : 'technicianKey of machine policy';
    throw new Refusal('technician_key_unusable', { detail }, thrown);
  }
}
