import * as z from 'zod/mini';
import { Base64Url, CreationOptionsJson } from './webauthn.ts';

/** AAGUIDs of our own authenticators: how the directory knows what kind of key it registers. */
export const AAGUIDS = {
  software: '6c61746b-6579-4050-a001-736f66747761',
  tpm: '6c61746b-6579-4050-a002-74706d323030',
} as const;

/** 200 of `GET /v1.0/me/authentication/fido2Methods/creationOptions` (Graph: webauthnCredentialCreationOptions). */
export const CreationOptionsAnswer = z.object({
  challengeTimeoutDateTime: z.string(),
  publicKey: CreationOptionsJson,
});

/** `POST /v1.0/me/authentication/fido2Methods` (Graph: fido2AuthenticationMethod create). */
export const RegisterPasskeyRequest = z.strictObject({
  '@odata.type': z.optional(z.string()),
  displayName: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  publicKeyCredential: z.object({
    id: Base64Url,
    response: z.object({ clientDataJSON: Base64Url, attestationObject: Base64Url }),
    clientExtensionResults: z.optional(z.record(z.string(), z.unknown())),
  }),
});
export type RegisterPasskeyRequest = z.infer<typeof RegisterPasskeyRequest>;

/**
 * 201 for a new credential, 200 for the same credential again. `state` is an addition of ours: `provisional` until the proof.
 * A credential made on a joined device with a platform authenticator is a windowsHelloForBusinessAuthenticationMethod.
 */
export const PasskeyMethod = z.object({
  '@odata.type': z.string(),
  id: z.string(),
  displayName: z.string(),
  createdDateTime: z.string(),
  state: z.enum(['provisional', 'active']),
  /** What vouches for where the key lives, and what it says it is: additions of ours, absent in other directories. */
  assurance: z.optional(z.enum(['attested', 'self', 'none'])),
  model: z.optional(z.string()),
});
export type PasskeyMethod = z.infer<typeof PasskeyMethod>;
