import type Provider from 'oidc-provider';
import type { DirectoryContext } from '../context.ts';
import type { Finished } from './attempt.ts';
import type { ChallengeClient } from './clients.ts';
import { OIDC_SCOPES } from './clients.ts';

const LONGEST_SIGN_IN = 30 * 86_400_000;

/** A person who has signed in, and what the sign-in rests on. Times are milliseconds. */
export interface SignedIn {
  readonly client: ChallengeClient;
  readonly userId: string;
  /** Thumbprint of the device key; `null` in a browser. */
  readonly jkt: string | null;
  readonly scope: string;
  readonly amr: readonly string[];
  readonly acr: string | null;
  /** When the person last showed something; now, where it is left out. */
  readonly verifiedAt?: number;
  /** When the sign-in must be over: the end of the pass or of its reservation. */
  readonly endsAt?: number;
  readonly passId?: string;
  readonly reservationId?: string;
  readonly credentialId?: string;
  /** Uid of the browser's session, where one signed in. */
  readonly browserSession?: string;
}

function grantFor(provider: Provider, context: DirectoryContext, signedIn: SignedIn, endsAt: number) {
  const seconds = Math.max(1, Math.floor((endsAt - context.clock.now()) / 1000));
  // The types leave `expiresIn` out; the model takes it (BaseToken), and it is what ends a sign-in with its pass.
  const grant = new provider.Grant({
    accountId: signedIn.userId,
    clientId: signedIn.client.id,
    expiresIn: seconds,
  } as ConstructorParameters<typeof provider.Grant>[0]);
  const names = signedIn.scope.split(' ');
  const oidc = names.filter((name) => (OIDC_SCOPES as readonly string[]).includes(name));
  grant.addOIDCScope(oidc.join(' '));
  grant.addOIDCClaims(['amr', 'acr', 'auth_time']);
  grant.addResourceScope(context.urls.root, names.filter((name) => !oidc.includes(name)).join(' '));
  return grant.save();
}

/** Our own row about the Grant. */
async function saveSession(
  context: DirectoryContext,
  signedIn: SignedIn,
  { sid, authTime, endsAt }: { sid: string; authTime: number; endsAt: number },
): Promise<void> {
  await context.store.db
    .insertInto('sessions')
    .values({
      sid,
      user_id: signedIn.userId,
      client_id: signedIn.client.id,
      jkt: signedIn.jkt,
      pass_id: signedIn.passId ?? null,
      reservation_id: signedIn.reservationId ?? null,
      credential_id: signedIn.credentialId ?? null,
      browser_session: signedIn.browserSession ?? null,
      amr: JSON.stringify(signedIn.amr),
      acr: signedIn.acr,
      auth_time: authTime,
      created_at: context.clock.now(),
      expires_at: endsAt,
    })
    .execute();
}

/** A sign-in that stands: the Grant's id, and when the person last showed something (seconds). */
export interface OpenSignIn {
  readonly sid: string;
  readonly authTime: number;
}

/** Turns a finished sign-in into a Grant (its id is the `sid`) and our row about it. */
export async function openSignIn(
  provider: Provider,
  context: DirectoryContext,
  signedIn: SignedIn,
): Promise<OpenSignIn> {
  const now = context.clock.now();
  const endsAt = Math.min(signedIn.endsAt ?? Number.POSITIVE_INFINITY, now + LONGEST_SIGN_IN);
  const sid = await grantFor(provider, context, signedIn, endsAt);
  const authTime = Math.floor((signedIn.verifiedAt ?? now) / 1000);
  await saveSession(context, signedIn, { sid, authTime, endsAt });
  return { sid, authTime };
}

/**
 * Opens a sign-in and makes an authorization code that is bound to the key and to PKCE. Call it in the transaction that
 * decides the sign-in.
 */
export async function issueCode(
  provider: Provider,
  context: DirectoryContext,
  { codeChallenge, ...signedIn }: SignedIn & { readonly codeChallenge: string },
): Promise<Finished> {
  const { sid, authTime } = await openSignIn(provider, context, signedIn);
  const client = await provider.Client.find(signedIn.client.id);
  if (!client) throw new TypeError('the provider does not know a client of ours');
  const code = new provider.AuthorizationCode({
    accountId: signedIn.userId,
    client,
    grantId: sid,
    redirectUri: signedIn.client.redirectUri(context.urls.root),
    scope: signedIn.scope,
    resource: context.urls.root,
    authTime,
    amr: [...signedIn.amr],
    ...(signedIn.acr === null ? {} : { acr: signedIn.acr }),
    gty: 'authorization_code',
    codeChallenge,
    codeChallengeMethod: 'S256',
    dpopJkt: signedIn.jkt,
    claims: { id_token: { amr: null, acr: null, auth_time: null } },
  } as ConstructorParameters<typeof provider.AuthorizationCode>[0]);
  return { handle: await code.save(), sid };
}
