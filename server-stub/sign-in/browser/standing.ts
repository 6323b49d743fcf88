import type { KoaContextWithOIDC } from 'oidc-provider';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { checkRenewal } from '../../conditional-access/standing-sign-in.ts';
import type { DirectoryContext } from '../../context.ts';
import type { BrowserSignInRow, SessionRow } from '../../store/tables.ts';
import { isAtLeast, type Level, leastOf, levelOf } from '../acr.ts';
import { browserSignInOf, takeUpBrowserSignIn } from './browser-sign-in.ts';

/** Why somebody has to sign in (again). */
export type Missing = 'no_sign_in' | 'too_old' | 'too_weak' | 'policy';

/** How a browser stands before an application: signed in well enough, or what is missing. */
export interface Standing {
  readonly signIn: BrowserSignInRow | undefined;
  readonly missing: Missing | undefined;
}

/** Our part of an interaction's result: which sign-in was finished in it. */
export interface InteractionResult {
  readonly signIn?: string;
}

/** What an application asks for with `claims` (must be met) and `acr_values` (would like). */
export function askedAcr(params: Record<string, unknown>): { readonly must: Level; readonly wish: Level } {
  const wish = leastOf(String(params.acr_values ?? '').split(' '));
  let must: Level = 'none';
  try {
    const acr = JSON.parse(String(params.claims ?? '{}'))?.id_token?.acr;
    const values = [acr?.value, acr?.values].flat().filter((one) => typeof one === 'string');
    if (acr?.essential === true) must = leastOf(values);
  } catch {
    // The provider has refused what is not JSON before anybody comes here.
  }
  return { must, wish };
}

/** The browser's sign-in as the sign-in of one application: what a new grant would rest on. */
function sessionFor(signIn: BrowserSignInRow, clientId: string): SessionRow {
  return {
    sid: signIn.id,
    user_id: signIn.user_id,
    client_id: clientId,
    jkt: null,
    pass_id: signIn.pass_id,
    reservation_id: null,
    credential_id: signIn.credential_id,
    amr: signIn.amr,
    acr: signIn.acr,
    auth_time: signIn.auth_time,
    created_at: signIn.created_at,
    expires_at: signIn.expires_at,
    browser_session: signIn.session_uid,
  };
}

/** Would policy let this sign-in into this application, without anything being shown anew? */
async function letsIn(
  context: DirectoryContext,
  ctx: KoaContextWithOIDC,
  signIn: BrowserSignInRow,
): Promise<boolean> {
  const { client_id, scope } = ctx.oidc.params ?? {};
  const session = sessionFor(signIn, String(client_id));
  try {
    await checkRenewal(context, {
      session,
      scope: String(scope ?? ''),
      userAgent: ctx.get('user-agent') || undefined,
    });
    return true;
  } catch (thrown) {
    if (thrown instanceof Refusal) return false;
    throw thrown;
  }
}

async function judge(context: DirectoryContext, ctx: KoaContextWithOIDC): Promise<Standing> {
  const { session, params = {} } = ctx.oidc;
  const result = ctx.oidc.result as InteractionResult | undefined;
  if (!session?.accountId || !session.uid) return { signIn: undefined, missing: 'no_sign_in' };
  const signIn =
    result?.signIn === undefined
      ? await browserSignInOf(context, session.uid)
      : await takeUpBrowserSignIn(context, result.signIn, session.uid);
  if (signIn?.user_id !== session.accountId) return { signIn: undefined, missing: 'no_sign_in' };
  const age = context.clock.now() / 1000 - signIn.auth_time;
  const fresh = result?.signIn !== undefined;
  if (params.max_age !== undefined && age > Number(params.max_age) && !fresh)
    return { signIn, missing: 'too_old' };
  const { must, wish } = askedAcr(params);
  const level = levelOf(signIn.acr);
  if (!isAtLeast(level, must) || (!fresh && !isAtLeast(level, wish))) return { signIn, missing: 'too_weak' };
  if (!(await letsIn(context, ctx, signIn))) return { signIn, missing: 'policy' };
  return { signIn, missing: undefined };
}

/** Asked twice in each request, by the provider's look for a grant and by its checks; judged once. */
export function makeStanding(context: DirectoryContext): (ctx: KoaContextWithOIDC) => Promise<Standing> {
  const known = new WeakMap<object, Promise<Standing>>();
  return (ctx) => {
    const found = known.get(ctx.oidc) ?? judge(context, ctx);
    known.set(ctx.oidc, found);
    return found;
  };
}
