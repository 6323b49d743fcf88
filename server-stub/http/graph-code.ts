import type { Slug } from '../../electron/contract/refusals.ts';

/** Graph's `error.code` where Graph has one for the case; clients of Graph branch on it. */
const BY_SLUG: Partial<Record<Slug, string>> = {
  token_invalid: 'InvalidAuthenticationToken',
  dpop_invalid: 'InvalidAuthenticationToken',
  dpop_nonce_required: 'InvalidAuthenticationToken',
  authentication_stale: 'InvalidAuthenticationToken',
  permission_denied: 'Authorization_RequestDenied',
  not_found: 'Request_ResourceNotFound',
  conflict: 'Request_MultipleObjectsWithSameKeyValue',
  throttled: 'TooManyRequests',
  name_taken: 'Request_BadRequest',
  domain_unknown: 'Request_BadRequest',
  password_weak: 'Request_BadRequest',
  last_administrator: 'Request_BadRequest',
  member_exists: 'Request_BadRequest',
  dependency_failed: 'FailedDependency',
};

const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'InvalidAuthenticationToken',
  403: 'accessDenied',
  404: 'Request_ResourceNotFound',
  405: 'Request_BadRequest',
  409: 'conflict',
  413: 'Request_BadRequest',
  415: 'Request_BadRequest',
  421: 'Request_BadRequest',
  429: 'TooManyRequests',
};

/** The `error.code` of Graph's envelope for a refusal. */
export function graphCode(slug: Slug, status: number): string {
  return BY_SLUG[slug] ?? BY_STATUS[status] ?? 'generalException';
}
