import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { Refusal } from '../../electron/contract/refusal.ts';
import { checkRenewal } from '../conditional-access/standing-sign-in.ts';
import type { DirectoryContext } from '../context.ts';

/** The code or refresh token that is being redeemed. */
export interface RenewedToken {
  readonly grantId?: string | undefined;
  readonly scope?: string | undefined;
}

/** The request's own refusal: the provider knows errors by their OAuth name alone. */
const REFUSALS = new WeakMap<object, Refusal>();

/** What policy refused this request for. */
export function policyRefusal(ctx: { readonly req: object }): Refusal | undefined {
  return REFUSALS.get(ctx.req);
}

/**
 * Asks conditional access again before tokens are issued: at each refresh, and for a code that rests on an older sign-in.
 *
 * @throws InvalidGrant; `policyRefusal` knows why
 */
export async function judgeAnew(
  context: DirectoryContext,
  ctx: KoaContextWithOIDC,
  token: RenewedToken | undefined,
): Promise<void> {
  const session = await context.store.db
    .selectFrom('sessions')
    .selectAll()
    .where('sid', '=', token?.grantId ?? '')
    .executeTakeFirst();
  if (!session) return;
  const userAgent = ctx.get('user-agent') || undefined;
  try {
    await checkRenewal(context, { session, scope: token?.scope ?? '', userAgent });
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    REFUSALS.set(ctx.req, thrown);
    throw new errors.InvalidGrant(`conditional access: ${thrown.slug}`);
  }
}
