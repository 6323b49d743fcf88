import type Provider from 'oidc-provider';
import type { Refusal } from '../../electron/contract/refusal.ts';
import { refusalRow, type Slug } from '../../electron/contract/refusals.ts';
import type { DirectoryContext } from '../context.ts';
import { logFailure } from '../http/log-failure.ts';
import { policyRefusal } from './judge-anew.ts';

/** Rows of the refusal table for what the provider says. */
const SLUGS: Readonly<Record<string, Slug>> = {
  invalid_grant: 'token_invalid',
  invalid_dpop_proof: 'dpop_invalid',
  use_dpop_nonce: 'dpop_nonce_required',
  invalid_client: 'client_unknown',
  unauthorized_client: 'client_not_allowed',
  invalid_scope: 'scope_invalid',
  invalid_request: 'request_malformed',
};

/** Entra's number for a grant that is gone: "revoked, a fresh sign-in is needed". */
const GRANT_REVOKED = 50173;

/** What policy said about a renewal, in place of the provider's plain `invalid_grant`. */
function policyMembers({ slug, details }: Refusal): Record<string, unknown> {
  const { cause, entra } = refusalRow(slug);
  return {
    error_description: cause,
    suberror: slug,
    ...(entra === null ? {} : { error_codes: [entra] }),
    ...(details.gates ? { gates: details.gates } : {}),
  };
}

/** Adds Entra's and our members to errors of the token endpoint; the cause itself goes to the log alone. */
export function explainTokenErrors(provider: Provider, context: DirectoryContext): void {
  provider.use(async (ctx, next) => {
    await next();
    const body = ctx.body as Record<string, unknown> | undefined;
    if (typeof body !== 'object' || body === null || typeof body.error !== 'string') return;
    const slug = SLUGS[body.error];
    const number = body.error === 'invalid_grant' ? GRANT_REVOKED : slug && refusalRow(slug).entra;
    if (slug) body.suberror = slug;
    if (number) body.error_codes = [number];
    const refusal = policyRefusal(ctx);
    if (refusal) Object.assign(body, policyMembers(refusal));
    body.timestamp = new Date(context.clock.now()).toISOString();
    body.correlation_id = String(ctx.response.get('request-id'));
  });
  provider.on('grant.error', (ctx, error) => {
    const detail = (error as { error_detail?: string }).error_detail ?? error.message;
    context.log.info({ requestId: ctx.response.get('request-id'), detail }, 'token request refused');
  });
  provider.on('server_error', (ctx, error) => {
    logFailure(context.log, 'request failed', error, { requestId: ctx.response.get('request-id') });
  });
}
