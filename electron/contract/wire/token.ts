import * as z from 'zod/mini';

/** 200 of the token endpoint for the agent (RFC 6749 5.1 with RFC 9449 5). Times are seconds. */
export const TokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.string().check(z.regex(/^dpop$/i)),
  expires_in: z.number(),
  scope: z.optional(z.string()),
  id_token: z.optional(z.string()),
  refresh_token: z.optional(z.string()),
});
export type TokenAnswer = z.infer<typeof TokenAnswer>;

/**
 * Claims of an access token that a client may rely on. `reservation` is the id of the reservation that the token
 * lives under and `reservation_exp` its end (seconds since 1970); both are absent after the proof.
 */
export const AccessClaims = z.object({
  oid: z.string(),
  tid: z.string(),
  sid: z.string(),
  amr: z.array(z.string()),
  acr: z.optional(z.string()),
  auth_time: z.number(),
  exp: z.number(),
  deviceid: z.optional(z.string()),
  reservation: z.optional(z.string()),
  reservation_exp: z.optional(z.number()),
  preferred_username: z.string(),
  name: z.string(),
  /** OpenID Connect Core 5.1; absent where the directory knows only a display name. */
  given_name: z.optional(z.string()),
});
export type AccessClaims = z.infer<typeof AccessClaims>;
