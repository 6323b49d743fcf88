import * as z from 'zod/mini';
import { Gate } from '../gate.ts';
import { RequestOptionsJson } from './webauthn.ts';

/** Client ids of the bundled directory. */
export const CLIENTS = {
  agent: 'latchkey-agent',
  console: 'latchkey-console',
  admin: 'latchkey-admin',
  cli: 'latchkey-cli',
} as const;

/** Scopes that the agent asks for. */
export const AGENT_SCOPE = 'openid Device.Register UserAuthenticationMethod.ReadWrite Provisioning.Run';

export const AuthnMethodName = z.enum([
  'temporary_access_pass',
  'passkey',
  'password',
  'software_oath',
  'reservation',
  'federated',
]);
export type AuthnMethodName = z.infer<typeof AuthnMethodName>;

/** One way to go on. `public_key` comes with `passkey` only. */
export const AuthnMethod = z.object({ method: AuthnMethodName, public_key: z.optional(RequestOptionsJson) });
export type AuthnMethod = z.infer<typeof AuthnMethod>;

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));

/**
 * `POST /oauth2/authorize-challenge`, form fields (OAuth 2.0 for First-Party Applications, draft -04).
 * The first request opens a session with everything but the last five; later ones carry `auth_session` and one answer.
 * Unknown fields are ignored, as RFC 6749 3.1 demands; a field given twice is refused.
 */
export const ChallengeRequest = z.object({
  client_id: text(128),
  response_type: z.optional(z.literal('code')),
  scope: z.optional(text(1024)),
  login_hint: z.optional(text(320)),
  code_challenge: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))),
  code_challenge_method: z.optional(z.literal('S256')),
  auth_session: z.optional(text(256)),
  authn_method: z.optional(AuthnMethodName),
  temporary_access_pass: z.optional(text(256)),
  password: z.optional(text(512)),
  otp: z.optional(z.string().check(z.regex(/^[0-9]{6,8}$/))),
  /** AssertionJson as a JSON string. */
  authn_response: z.optional(text(16_384)),
});
export type ChallengeRequest = z.infer<typeof ChallengeRequest>;

/** 200. */
export const ChallengeGranted = z.object({ authorization_code: z.string() });

/** 401: something (more) is needed. `interval` is the seconds between two polls of this session. */
export const ChallengeNeeded = z.object({
  error: z.literal('insufficient_authorization'),
  auth_session: z.string(),
  interval: z.number(),
  authn_methods: z.array(AuthnMethod),
  gates: z.optional(z.array(Gate)),
});
export type ChallengeNeeded = z.infer<typeof ChallengeNeeded>;

/**
 * Any other 4xx. `suberror` is the slug of the refusal table. `auth_session` is there where one may go on, `gates`
 * only after a factor was verified in this session, `retry_after` in seconds (the `Retry-After` header says the same).
 */
export const OAuthRefusal = z.object({
  error: z.string(),
  error_description: z.optional(z.string()),
  suberror: z.optional(z.string()),
  error_codes: z.optional(z.array(z.number())),
  auth_session: z.optional(z.string()),
  interval: z.optional(z.number()),
  authn_methods: z.optional(z.array(AuthnMethod)),
  retry_after: z.optional(z.number()),
  gates: z.optional(z.array(Gate)),
  correlation_id: z.optional(z.string()),
});
export type OAuthRefusal = z.infer<typeof OAuthRefusal>;
