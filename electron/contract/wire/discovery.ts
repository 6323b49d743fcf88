import * as z from 'zod/mini';

/** What the agent reads of `/.well-known/openid-configuration` (OpenID Discovery 1.0, RFC 8414, first-party apps draft). */
export const Discovery = z.object({
  issuer: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  authorization_challenge_endpoint: z.url(),
  device_registration_endpoint: z.url(),
  graph_endpoint: z.url(),
  provisioning_endpoint: z.url(),
});
export type Discovery = z.infer<typeof Discovery>;
