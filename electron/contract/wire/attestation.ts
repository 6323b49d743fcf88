import * as z from 'zod/mini';
import { Base64Url } from './webauthn.ts';

/** Bytes in standard base64; at most so many characters of it. */
const base64 = (max: number) => z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/), z.maxLength(max));

/**
 * `POST /registration/v1/devices/{deviceId}/attestation/challenge`: a device asks to have the attestation key of its TPM certified.
 * `endorsementCertificate` is DER as the maker issued it, `attestationKey` the key's TPMT_PUBLIC.
 */
export const AttestationRequest = z.strictObject({
  endorsementCertificate: base64(8192),
  attestationKey: base64(1024),
});
export type AttestationRequest = z.infer<typeof AttestationRequest>;

/** 201: what TPM2_ActivateCredential opens. `credentialBlob` and `encryptedSecret` are the contents of TPM2B_ID_OBJECT and TPM2B_ENCRYPTED_SECRET. */
export const AttestationChallenge = z.object({
  challenge: Base64Url,
  credentialBlob: base64(1024),
  encryptedSecret: base64(1024),
  expiresDateTime: z.string(),
});
export type AttestationChallenge = z.infer<typeof AttestationChallenge>;

/** `POST /registration/v1/devices/{deviceId}/attestation`: the secret that was in it. */
export const AttestationAnswer = z.strictObject({ challenge: Base64Url, secret: base64(128) });
export type AttestationAnswer = z.infer<typeof AttestationAnswer>;

/** 201: the certificate of the attestation key (WebAuthn Level 3, 8.3.1), leaf first, without the root; DER in standard base64. */
export const AttestationCertificate = z.object({
  certificate: z.array(z.string()).check(z.minLength(1)),
  expiresDateTime: z.string(),
});
export type AttestationCertificate = z.infer<typeof AttestationCertificate>;
