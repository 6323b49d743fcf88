import * as z from 'zod/mini';
import { Base64Url } from './webauthn.ts';

const line = (max: number) => z.string().check(z.minLength(1), z.maxLength(max), z.regex(/^[^\p{Cc}]*$/u));

/** Answer of `POST /registration/v1/nonce`. The nonce goes into the CSR's challengePassword (RFC 2985 5.4.1). */
export const NonceAnswer = z.object({ nonce: Base64Url, expiresDateTime: z.string() });

/** `POST /registration/v1/devices`. `csr` is PKCS#10 (RFC 2986) in DER, standard base64. */
export const JoinRequest = z.strictObject({
  csr: z.string().check(z.regex(/^[A-Za-z0-9+/]+=*$/), z.maxLength(8192)),
  displayName: line(64),
  joinType: z.enum(['join', 'register', 'hybrid']),
  operatingSystem: line(64),
  operatingSystemVersion: line(128),
  hardware: z.strictObject({ manufacturer: line(128), model: line(128), serialNumber: line(128) }),
});
export type JoinRequest = z.infer<typeof JoinRequest>;

/** 201 for a new device, 200 for the same key again. `certificate` is the chain, leaf first, DER in standard base64. */
export const JoinAnswer = z.object({
  id: z.string(),
  deviceId: z.string(),
  certificate: z.array(z.string()).check(z.minLength(1)),
  expiresDateTime: z.string(),
});
export type JoinAnswer = z.infer<typeof JoinAnswer>;
