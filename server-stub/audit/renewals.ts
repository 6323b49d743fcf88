import type Provider from 'oidc-provider';
import { isSlug } from '../../electron/contract/refusals.ts';
import type { DirectoryContext } from '../context.ts';
import { logFailure } from '../http/log-failure.ts';
import { challengeClient } from '../sign-in/clients.ts';
import { findUser } from '../sign-in/users.ts';
import { writeSignIn } from './sign-ins.ts';

type ProviderContext = Parameters<Parameters<Provider['use']>[0]>[0];

/** Writes the row of one renewal, good or refused. A refresh token that nobody has is no sign-in of anybody. */
async function record(context: DirectoryContext, ctx: ProviderContext): Promise<void> {
  const { RefreshToken: token, AccessToken: made } = ctx.oidc.entities;
  if (!token?.accountId) return;
  const sid = token.grantId ?? '';
  const session = await context.store.db
    .selectFrom('sessions')
    .select(['amr', 'jkt'])
    .where('sid', '=', sid)
    .executeTakeFirst();
  const { suberror } = (ctx.body ?? {}) as { suberror?: unknown };
  const id = token.clientId ?? '';
  await writeSignIn(context, {
    user: await findUser(context, token.accountId),
    client: { id, displayName: challengeClient(id)?.displayName ?? id },
    source: ctx.ip,
    jkt: session?.jkt ?? null,
    correlationId: String(ctx.response.get('request-id')),
    shown: [],
    ...(isSlug(suberror) ? { refusedWith: suberror } : {}),
    sid,
    multiFactor: session?.amr.includes('"mfa"') ?? false,
    renewal: { tokenId: made?.jti ?? null, userAgent: ctx.get('user-agent') },
  });
}

/**
 * Every renewal of tokens has a sign-in row of its own, which Graph calls non-interactive (reference A6). What cannot be
 * recorded does not happen: the answer is refused where its row cannot be written.
 */
export function recordRenewals(provider: Provider, context: DirectoryContext): void {
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.oidc?.route !== 'token' || ctx.oidc.params?.grant_type !== 'refresh_token') return;
    try {
      await record(context, ctx);
    } catch (thrown) {
      logFailure(context.log, 'a renewal could not be recorded', thrown);
      ctx.status = 503;
      ctx.body = { error: 'temporarily_unavailable', suberror: 'directory_full' };
    }
  });
}
