import { Refusal } from '../../electron/contract/refusal.ts';
import { type RefusalRow, refusalRow, type Slug } from '../../electron/contract/refusals.ts';
import { GRAPH_PREFIXES } from '../graph/prefixes.ts';
import { graphCode } from './graph-code.ts';

/** What an answer says about the request that it answers. */
export interface RequestFacts {
  readonly requestId: string;
  readonly clientRequestId: string;
  /** Directory time, milliseconds. */
  readonly now: number;
}

/** A refusal as HTTP. `headers` has what this refusal needs and nothing else. */
export interface RefusalAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Members that only the challenge endpoint adds: the session that goes on, and what is left to do in it. */
export type ChallengeMembers = Readonly<Record<string, unknown>>;

/** Refusals of a token or a proof: on a resource they are 401 with a challenge (RFC 6750 3, RFC 9449 7.1, RFC 9470 3). */
const TOKEN_SLUGS: readonly Slug[] = [
  'token_invalid',
  'dpop_invalid',
  'dpop_nonce_required',
  'authentication_stale',
  'registration_window_closed',
  'permission_denied',
];

function retryHeader(refusal: Refusal): Record<string, string> {
  const { retryAfter } = refusal.details;
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}

function authenticateHeader(slug: Slug, row: RefusalRow): Record<string, string> {
  if (!TOKEN_SLUGS.includes(slug)) return {};
  const age = row.oauth === 'insufficient_user_authentication' ? ', max_age="600"' : '';
  return { 'www-authenticate': `DPoP error="${row.oauth}"${age}, algs="ES256"` };
}

/** The status on a resource: a bad proof is the caller's missing authentication there, not a malformed request. */
function resourceStatus(slug: Slug, row: RefusalRow): number {
  if (slug === 'dpop_invalid' || slug === 'dpop_nonce_required') return 401;
  return row.status ?? 500;
}

/** A refusal on `/oauth2/*` (RFC 6749 5.2 with Entra's `error_codes` and our `suberror`). */
export function oauthAnswer(
  refusal: Refusal,
  facts: RequestFacts,
  members: ChallengeMembers = {},
): RefusalAnswer {
  const { slug, details } = refusal;
  const row = refusalRow(slug);
  return {
    status: row.status ?? 500,
    headers: retryHeader(refusal),
    body: {
      error: row.oauth ?? 'invalid_request',
      error_description: details.detail ? `${row.cause} (${details.detail})` : row.cause,
      suberror: slug,
      ...(row.entra === null ? {} : { error_codes: [row.entra] }),
      ...(details.retryAfter === undefined ? {} : { retry_after: details.retryAfter }),
      ...(details.gates ? { gates: details.gates } : {}),
      ...members,
      timestamp: new Date(facts.now).toISOString(),
      correlation_id: facts.requestId,
    },
  };
}

/** A refusal everywhere else, in Graph's envelope. */
export function graphAnswer(refusal: Refusal, facts: RequestFacts): RefusalAnswer {
  const { slug, details } = refusal;
  const row = refusalRow(slug);
  const status = resourceStatus(slug, row);
  return {
    status,
    headers: { ...retryHeader(refusal), ...authenticateHeader(slug, row) },
    body: {
      error: {
        code: graphCode(slug, status),
        message: details.detail ? `${row.cause} ${details.detail}` : row.cause,
        innerError: {
          date: new Date(facts.now).toISOString(),
          'request-id': facts.requestId,
          'client-request-id': facts.clientRequestId,
          suberror: slug,
          ...(details.retryAfter === undefined ? {} : { retry_after: details.retryAfter }),
          ...(details.gates ? { gates: details.gates } : {}),
        },
      },
    },
  };
}

/** Answers in the shape that belongs to the path. */
export function answerFor(refusal: Refusal, path: string, facts: RequestFacts): RefusalAnswer {
  return isOAuthPath(path) ? oauthAnswer(refusal, facts) : graphAnswer(refusal, facts);
}

/** `/oauth2/` at the root and under the issuer's aliases, whose first part is a tenant: never a version of Graph. */
export function isOAuthPath(path: string): boolean {
  if (GRAPH_PREFIXES.some((prefix) => path.startsWith(`${prefix}/`))) return false;
  return /^(\/[^/]+){0,2}\/oauth2\//.test(path);
}

/** SQLite's result codes, without their extensions, for "no room": SQLITE_FULL (sqlite.org/rescode.html). */
const SQLITE_FULL = 13;

function isFull(thrown: unknown): boolean {
  const { code, errcode } = (thrown ?? {}) as { code?: unknown; errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' && (errcode & 0xff) === SQLITE_FULL;
}

/** What Fastify throws, as rows of the table; `undefined` where it is a failure of ours. */
export function asRequestRefusal(thrown: unknown): Refusal | undefined {
  if (thrown instanceof Refusal) return thrown;
  if (isFull(thrown)) return new Refusal('directory_full', { retryAfter: 30 }, thrown);
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  const code = String((thrown as { code?: unknown } | null)?.code ?? '');
  if (status === 413) return new Refusal('payload_too_large', {}, thrown);
  if (status === 415) return new Refusal('media_type_unsupported', {}, thrown);
  if (status === 404) return new Refusal('not_found', {}, thrown);
  if (isClientError(status) || code.startsWith('FST_ERR_CTP')) {
    return new Refusal('request_malformed', {}, thrown);
  }
  return undefined;
}

/** Whatever else Fastify calls the client's fault, such as 414 for a part of the path that is too long. */
function isClientError(status: unknown): boolean {
  return typeof status === 'number' && status >= 400 && status < 500;
}
