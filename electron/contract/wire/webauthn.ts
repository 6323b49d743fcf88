import * as z from 'zod/mini';

/** Binary on the wire: base64url without padding (RFC 4648 section 5), at most 64 KiB of text. */
export const Base64Url = z.string().check(z.regex(/^[A-Za-z0-9_-]*$/), z.maxLength(65_536));

const Descriptor = z.object({
  type: z.literal('public-key'),
  id: Base64Url,
  transports: z.optional(z.array(z.string())),
});

/** PublicKeyCredentialCreationOptionsJSON (WebAuthn L3, 5.1.8), the part that the directory sends. */
export const CreationOptionsJson = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: Base64Url, name: z.string(), displayName: z.string() }),
  challenge: Base64Url,
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.number() })),
  timeout: z.number(),
  excludeCredentials: z.array(Descriptor),
  authenticatorSelection: z.object({
    authenticatorAttachment: z.optional(z.enum(['platform', 'cross-platform'])),
    residentKey: z.optional(z.enum(['required', 'preferred', 'discouraged'])),
    requireResidentKey: z.optional(z.boolean()),
    userVerification: z.enum(['required', 'preferred', 'discouraged']),
  }),
  attestation: z.enum(['none', 'indirect', 'direct', 'enterprise']),
});
export type CreationOptionsJson = z.infer<typeof CreationOptionsJson>;

/** PublicKeyCredentialRequestOptionsJSON (WebAuthn L3, 5.1.9), the part that the directory sends. */
export const RequestOptionsJson = z.object({
  challenge: Base64Url,
  rpId: z.string(),
  timeout: z.number(),
  userVerification: z.enum(['required', 'preferred', 'discouraged']),
  allowCredentials: z.array(Descriptor),
});
export type RequestOptionsJson = z.infer<typeof RequestOptionsJson>;

/** RegistrationResponseJSON (WebAuthn L3, 5.1), reduced to what a relying party verifies. */
export const RegistrationJson = z.object({
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.optional(z.nullable(z.string())),
  response: z.object({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    transports: z.optional(z.array(z.string())),
  }),
  clientExtensionResults: z.record(z.string(), z.unknown()),
});
export type RegistrationJson = z.infer<typeof RegistrationJson>;

/** AuthenticationResponseJSON (WebAuthn L3, 5.1), reduced to what a relying party verifies. */
export const AssertionJson = z.object({
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.optional(z.nullable(z.string())),
  response: z.object({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    userHandle: z.optional(z.nullable(Base64Url)),
  }),
  clientExtensionResults: z.record(z.string(), z.unknown()),
});
export type AssertionJson = z.infer<typeof AssertionJson>;
