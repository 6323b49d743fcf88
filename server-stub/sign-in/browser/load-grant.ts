import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import type { BrowserSignInRow } from '../../store/tables.ts';
import type { ChallengeParts } from '../attempt.ts';
import { challengeClient } from '../clients.ts';
import { openSignIn } from '../issue-code.ts';
import type { makeStanding } from './standing.ts';

/** Is the sign-in of this client the one that the browser has now, and does its grant cover what is asked? */
async function stillGood(
  { context, provider }: ChallengeParts,
  grantId: string,
  signIn: BrowserSignInRow,
  scope: readonly string[],
): Promise<Grant | undefined> {
  const row = await context.store.db
    .selectFrom('sessions')
    .select(['auth_time', 'created_at', 'amr', 'expires_at'])
    .where('sid', '=', grantId)
    .where('expires_at', '>', context.clock.now())
    .executeTakeFirst();
  if (!row || row.created_at < signIn.created_at) return undefined;
  const grant = await provider().Grant.find(grantId);
  if (!grant) return undefined;
  const has = new Set(
    `${grant.getOIDCScope()} ${grant.getResourceScope(context.urls.root)}`.split(' ').filter(Boolean),
  );
  return scope.every((name) => has.has(name)) ? grant : undefined;
}

/**
 * The grant of an application in a browser: made from the browser's sign-in without asking, and so that it ends with what
 * that rests on. Its row in `sessions` is what each call of the API looks up.
 */
export function makeGrantLoader(parts: ChallengeParts, standing: ReturnType<typeof makeStanding>) {
  return async (ctx: KoaContextWithOIDC): Promise<Grant | undefined> => {
    const { context, provider } = parts;
    const { session, params = {} } = ctx.oidc;
    const client = challengeClient(String(params.client_id));
    const { signIn, missing } = await standing(ctx);
    if (!signIn || !client || !session?.uid || missing !== undefined || ctx.oidc.promptPending('login')) {
      return undefined;
    }
    const scope = String(params.scope ?? '')
      .split(' ')
      .filter((name) => client.scopes.includes(name));
    const known = session.grantIdFor(client.id);
    const existing = known && (await stillGood(parts, known, signIn, scope));
    if (existing) return existing;
    const { sid } = await context.store.transaction(() =>
      openSignIn(provider(), context, {
        client,
        userId: signIn.user_id,
        jkt: null,
        scope: scope.join(' '),
        amr: JSON.parse(signIn.amr) as string[],
        acr: signIn.acr,
        verifiedAt: signIn.auth_time * 1000,
        ...(client.outlivesBrowser && signIn.pass_id === null ? {} : { endsAt: signIn.expires_at }),
        ...(signIn.pass_id === null ? {} : { passId: signIn.pass_id }),
        ...(signIn.credential_id === null ? {} : { credentialId: signIn.credential_id }),
        browserSession: session.uid ?? '',
      }),
    );
    return provider().Grant.find(sid);
  };
}
