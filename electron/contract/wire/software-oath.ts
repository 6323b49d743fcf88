import * as z from 'zod/mini';

/** `POST /v1.0/me/authentication/softwareOathMethods`: a new authenticator app for oneself. */
export const CreateSoftwareOathRequest = z.strictObject({
  displayName: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(128))),
});

/** 201. The secret is told here and never again. */
export const CreatedSoftwareOath = z.object({
  id: z.string(),
  /** Base32, as people type it into an app. */
  secretKey: z.string(),
  /** For the QR code. */
  otpauthUri: z.string(),
  displayName: z.string(),
});
export type CreatedSoftwareOath = z.infer<typeof CreatedSoftwareOath>;

/** `POST …/softwareOathMethods/{id}/activate`: the first code of the app. */
export const ActivateSoftwareOathRequest = z.strictObject({
  verificationCode: z.string().check(z.regex(/^[0-9]{6}$/)),
});
