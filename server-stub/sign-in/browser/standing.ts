import type { KoaContextWithOIDC } from 'oidc-provider';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { type MethodMode, MODE_OF_KIND, passMode } from '../../conditional-access/strengths.ts';
import type { DirectoryContext } from '../../context.ts';
import { passEnd } from '../../passes/usability.ts';
import type { AuthSessionRow, BrowserSignInRow } from '../../store/tables.ts';
import { isAtLeast, type Level, leastOf, levelOf } from '../acr.ts';
import type { ChallengeAttempt, ChallengeParts } from '../attempt.ts';
import { checkGates, type Shown } from '../check-gates.ts';
import { type ChallengeClient, challengeClient } from '../clients.ts';
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

/** What the sign-in of a browser had shown, in the words of policy. */
async function shownBy(context: DirectoryContext, signIn: BrowserSignInRow): Promise<Shown> {
  const amr = JSON.parse(signIn.amr) as string[];
  const modes: MethodMode[] = amr.includes('pwd') ? ['password'] : [];
  if (amr.includes('otp')) modes.push('softwareOath');
  const { db } = context.store;
  const pass = await db
    .selectFrom('passes')
    .selectAll()
    .where('id', '=', signIn.pass_id ?? '')
    .executeTakeFirst();
  if (pass) modes.push(passMode(pass.is_usable_once === 1));
  const credential = await db
    .selectFrom('credentials')
    .select('kind')
    .where('credential_id', '=', signIn.credential_id ?? '')
    .executeTakeFirst();
  if (credential) modes.push(MODE_OF_KIND[credential.kind]);
  return { modes, strength: levelOf(signIn.acr), ...(pass ? { passEndsAt: passEnd(pass) } : {}) };
}

/** A session as the gates look at one; nothing was typed for it. */
function quietSession(signIn: BrowserSignInRow, client: ChallengeClient, scope: string): AuthSessionRow {
  return {
    hash: '',
    client_id: client.id,
    jkt: '',
    user_id: signIn.user_id,
    login_hint: '',
    federated: 0,
    scope,
    code_challenge: '',
    created_at: signIn.created_at,
    expires_at: signIn.expires_at,
    verified: '[]',
    verified_at: null,
    correlation_id: '',
    source: '',
  };
}

/** Would policy let this sign-in into this application, without anything being shown anew? */
async function opensGates(
  parts: ChallengeParts,
  ctx: KoaContextWithOIDC,
  signIn: BrowserSignInRow,
): Promise<boolean> {
  const { context } = parts;
  const client = challengeClient(String(ctx.oidc.params?.client_id));
  const user = await context.store.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', signIn.user_id)
    .executeTakeFirst();
  if (!client || !user) return false;
  const userAgent = ctx.get('user-agent');
  const attempt: Omit<ChallengeAttempt, 'request'> = {
    ...parts,
    client,
    user,
    session: quietSession(signIn, client, String(ctx.oidc.params?.scope ?? '')),
    jkt: null,
    source: ctx.req.socket.remoteAddress ?? '',
    userAgent,
    platformClaim: userAgent,
    atLeast: 'none',
    finish: () => Promise.reject(new TypeError('nothing is finished by looking')),
  };
  try {
    await checkGates(attempt, user, await shownBy(context, signIn));
    return true;
  } catch (thrown) {
    if (thrown instanceof Refusal) return false;
    throw thrown;
  }
}

async function judge(parts: ChallengeParts, ctx: KoaContextWithOIDC): Promise<Standing> {
  const { context } = parts;
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
  if (!(await opensGates(parts, ctx, signIn))) return { signIn, missing: 'policy' };
  return { signIn, missing: undefined };
}

/** Asked twice in each request, by the provider's look for a grant and by its checks; judged once. */
export function makeStanding(parts: ChallengeParts): (ctx: KoaContextWithOIDC) => Promise<Standing> {
  const known = new WeakMap<object, Promise<Standing>>();
  return (ctx) => {
    const found = known.get(ctx.oidc) ?? judge(parts, ctx);
    known.set(ctx.oidc, found);
    return found;
  };
}
