import * as z from 'zod/mini';
import { Gate } from '../contract/gate.ts';
import { Refusal, type RefusalDetails } from '../contract/refusal.ts';
import { isSlug, refusalRow, type Slug } from '../contract/refusals.ts';
import type { Answer } from './answer.ts';
import { readBody } from './read-body.ts';

/** Both envelopes at once: OAuth's is flat, Graph's hides in `error`. Every member may be missing or of another type. */
const maybe = <T extends z.core.$ZodType>(type: T) => z.catch(z.optional(type), undefined);
const Envelope = z.object({
  error: maybe(
    z.union([
      z.string(),
      z.object({
        code: maybe(z.string()),
        innerError: maybe(
          z.object({
            suberror: maybe(z.string()),
            retry_after: maybe(z.number()),
            gates: maybe(z.array(Gate)),
          }),
        ),
      }),
    ]),
  ),
  suberror: maybe(z.string()),
  retry_after: maybe(z.number()),
  gates: maybe(z.array(Gate)),
});

/** For a directory that knows a refusal which we do not: what its OAuth `error` says without the `suberror`. */
const BY_OAUTH: Readonly<Record<string, Slug>> = {
  invalid_session: 'session_invalid',
  redirect_to_web: 'federated_sign_in',
  use_dpop_nonce: 'dpop_nonce_required',
  invalid_dpop_proof: 'dpop_invalid',
  // Of a code or a refresh token: that sign-in has ended. The challenge endpoint always says more with its suberror.
  invalid_grant: 'token_invalid',
  invalid_token: 'token_invalid',
  insufficient_user_authentication: 'authentication_stale',
  insufficient_authorization: 'mfa_required',
  insufficient_scope: 'permission_denied',
  access_denied: 'policy_blocked',
  invalid_client: 'client_unknown',
  unauthorized_client: 'client_not_allowed',
  invalid_scope: 'scope_invalid',
  invalid_request: 'request_malformed',
  server_error: 'directory_failed',
};

const BY_STATUS: Readonly<Record<number, Slug>> = {
  401: 'token_invalid',
  403: 'permission_denied',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'payload_too_large',
  415: 'media_type_unsupported',
  421: 'host_unknown',
  429: 'throttled',
  503: 'directory_busy',
};

/**
 * Turns a refusal on the wire into ours. Pure. Descriptions are not kept: a directory could quote in them what we sent.
 * What is not even a refusal (HTML, a redirect, broken JSON) throws its own.
 */
export function readRefusal(answer: Answer): Refusal {
  const parsed = Envelope.safeParse(readBody(answer));
  const body = parsed.success ? parsed.data : {};
  const inner = typeof body.error === 'object' ? body.error.innerError : undefined;
  const oauth = typeof body.error === 'string' ? body.error : oauthErrorIn(answer.challenge);
  const suberror = body.suberror ?? inner?.suberror;
  const retryAfter = body.retry_after ?? inner?.retry_after ?? answer.retryAfter;
  const gates = body.gates ?? inner?.gates;
  const details: RefusalDetails = {
    detail: detailOf(answer.status, oauth, suberror),
    ...(retryAfter !== undefined && { retryAfter: Math.min(Math.max(Math.ceil(retryAfter), 0), 86_400) }),
    ...(gates && { gates }),
    ...(answer.requestId !== undefined && { requestId: answer.requestId }),
  };
  return new Refusal(slugOf(answer.status, oauth, suberror), details);
}

function slugOf(status: number, oauth: string | undefined, suberror: string | undefined): Slug {
  // Rows without a status are the agent's own findings: no directory may put those words in our mouth.
  if (isSlug(suberror) && refusalRow(suberror).status !== null) return suberror;
  if (status === 429 || status === 503) return BY_STATUS[status] ?? 'throttled';
  if (oauth !== undefined && Object.hasOwn(BY_OAUTH, oauth)) return BY_OAUTH[oauth] ?? 'request_malformed';
  return BY_STATUS[status] ?? (status >= 500 ? 'directory_failed' : 'request_malformed');
}

/** RFC 6750 3, RFC 9449 7.1: `DPoP error="invalid_token", …`. */
function oauthErrorIn(challenge: string): string | undefined {
  return /\berror="([a-z_]{1,64})"/.exec(challenge)?.[1];
}

function detailOf(status: number, oauth: string | undefined, suberror: string | undefined): string {
  const words = [oauth, suberror].filter((word) => word !== undefined && /^[a-z0-9_]{1,64}$/.test(word));
  return [`HTTP ${status}`, ...words].join(' ');
}
