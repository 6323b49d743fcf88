import Provider, { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { recordRenewals } from '../audit/renewals.ts';
import type { DirectoryContext } from '../context.ts';
import type { ChallengeParts } from './attempt.ts';
import { BROWSER_SIGN_IN_MS } from './browser/browser-sign-in.ts';
import { COOKIE_NAMES, cookieKeys, INTERACTION_SECONDS, interactionPage } from './browser/cookies.ts';
import { makeInteractionPolicy } from './browser/interaction-policy.ts';
import { makeGrantLoader } from './browser/load-grant.ts';
import { sendErrorPage, sendSignedOutPage, sendSignOutPage } from './browser/plain-pages.ts';
import { makeStanding } from './browser/standing.ts';
import { challengeClient, clientMetadata, OIDC_SCOPES, RESOURCE_SCOPES } from './clients.ts';
import { endSessions } from './end-sessions.ts';
import { findAccount } from './find-account.ts';
import { judgeAnew, type RenewedToken } from './judge-anew.ts';
import { nameOfflineAccess } from './offline-access.ts';
import { OidcAdapter } from './oidc-adapter.ts';
import { judgeRedirects } from './redirects.ts';
import type { SigningKey } from './signing-key.ts';
import { accessClaims, applicationClaims } from './token-claims.ts';
import { explainTokenErrors } from './token-errors.ts';

/** Seconds. A refresh token ends with its sign-in at the latest. */
const ACCESS = 15 * 60;
const REFRESH = 30 * 86_400;
const CODE = 60;

/** Where the provider answers, under the root and under its aliases. */
export const PROVIDER_ROUTES = {
  token: '/oauth2/token',
  jwks: '/oauth2/jwks',
  revocation: '/oauth2/revoke',
  authorization: '/oauth2/authorize',
  end_session: '/oauth2/sign-out',
} as const;

/** What outlives nothing: a token ends when its Grant (the pass, the reservation) ends, to the second. */
function untilGrantEnds(base: number) {
  return (ctx: KoaContextWithOIDC): number => {
    const ends = ctx.oidc.entities.Grant?.exp;
    return ends === undefined ? base : Math.max(1, Math.min(base, ends - Math.floor(Date.now() / 1000)));
  };
}

const CLAIMS: Configuration['claims'] = {
  openid: ['sub', 'oid', 'tid', 'preferred_username', 'name'],
  profile: ['preferred_username', 'name'],
  amr: null,
  acr: null,
  auth_time: null,
};

const LIFETIMES: Configuration['ttl'] = {
  AccessToken: untilGrantEnds(ACCESS),
  IdToken: untilGrantEnds(ACCESS),
  RefreshToken: untilGrantEnds(REFRESH),
  AuthorizationCode: CODE,
  ClientCredentials: ACCESS,
  Grant: REFRESH,
  Session: BROWSER_SIGN_IN_MS / 1000,
  Interaction: INTERACTION_SECONDS,
};

function features(context: DirectoryContext): Configuration['features'] {
  const { root } = context.urls;
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    claimsParameter: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (ctx, form) => sendSignOutPage(ctx, form),
      postLogoutSuccessSource: async (ctx) => sendSignedOutPage(ctx),
    },
    pushedAuthorizationRequests: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
    },
    dPoP: { enabled: true, nonceSecret: context.dpop.nonces.secret },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => root,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource, client) => {
        if (resource !== root) throw new errors.InvalidTarget();
        const may = challengeClient(client.clientId)?.scopes ?? RESOURCE_SCOPES;
        return {
          scope: RESOURCE_SCOPES.filter((name) => may.includes(name)).join(' '),
          audience: root,
          accessTokenFormat: 'jwt' as const,
          jwt: { sign: { alg: 'ES256' as const } },
        };
      },
    },
  };
}

function configuration(parts: ChallengeParts, key: SigningKey, adminSecret: string): Configuration {
  const { context } = parts;
  const { root } = context.urls;
  const standing = makeStanding(context);
  return {
    adapter: (kind: string) => new OidcAdapter(context.store, context.clock, kind),
    clients: clientMetadata(root, adminSecret),
    jwks: { keys: [key.jwk as never] },
    scopes: [...OIDC_SCOPES],
    claims: CLAIMS,
    // Without this list the provider drops `acr` from the ID token.
    acrValues: ['mfa', 'phr', 'phrh'],
    conformIdTokenClaims: false,
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], dPoPSigningAlgValues: ['ES256'] },
    clientAuthMethods: ['none', 'client_secret_post'],
    cookies: {
      names: COOKIE_NAMES,
      keys: cookieKeys(context.dataDir),
      long: { httpOnly: true, sameSite: 'lax', secure: true, path: '/' },
      short: { httpOnly: true, sameSite: 'lax', secure: true },
    },
    interactions: {
      policy: makeInteractionPolicy(standing),
      url: (_ctx, interaction) => interactionPage(interaction.uid),
    },
    loadExistingGrant: makeGrantLoader(parts, standing),
    // Our own rows end a sign-in; the provider's session may be replaced by a newer one while tabs go on.
    expiresWithSession: async () => false,
    renderError: async (ctx, out) => sendErrorPage(ctx, out),
    discovery: {
      authorization_challenge_endpoint: `${root}/oauth2/authorize-challenge`,
      device_registration_endpoint: context.urls.registration,
      graph_endpoint: root,
      provisioning_endpoint: context.urls.provisioning,
    },
    features: features(context),
    findAccount: async (ctx, sub, token) => {
      await judgeAnew(context, ctx, token as RenewedToken | undefined);
      return findAccount(context, sub, token as { grantId?: string } | undefined);
    },
    extraTokenClaims: async (_ctx, token) =>
      token.kind === 'ClientCredentials'
        ? applicationClaims(context)
        : accessClaims(context, token.grantId ?? ''),
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    // A bound token is of no use to a thief, and rotation would turn each lost answer into a lost sign-in (spike trap 3).
    rotateRefreshToken: (ctx) => !ctx.oidc.entities.RefreshToken?.isSenderConstrained(),
    pkce: { required: () => true },
    responseTypes: ['code'],
    // Our own pages alone: a browser names their origin even on requests to that same origin.
    clientBasedCORS: (_ctx, origin) => origin === new URL(root).origin,
    routes: PROVIDER_ROUTES,
    ttl: LIFETIMES,
  };
}

/** The provider lists OpenID's scopes alone; the permissions of the API belong to the discovery document, too. */
function listResourceScopes(provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next();
    const body = ctx.body as { scopes_supported?: unknown } | undefined;
    if (ctx.oidc?.route === 'discovery' && body) body.scopes_supported = [...OIDC_SCOPES, ...RESOURCE_SCOPES];
  });
}

/** Signing out ends everything that was signed in through this browser. */
function endWithBrowser(provider: Provider, context: DirectoryContext): void {
  provider.use(async (ctx, next) => {
    await next();
    const uid = ctx.oidc?.session?.uid;
    const done = ctx.oidc?.route === 'end_session_confirm' && ctx.status === 303;
    if (done && uid && ctx.oidc.params?.logout) await endSessions(context, { browser: uid });
  });
}

/** The OAuth server at this issuer (the root URL). Make it once the port is known: it is part of every URL. */
export function createProvider(parts: ChallengeParts, key: SigningKey, adminSecret: string): Provider {
  const { context } = parts;
  const provider = new Provider(context.urls.root, configuration(parts, key, adminSecret));
  judgeRedirects(provider, context.urls.root);
  endWithBrowser(provider, context);
  recordRenewals(provider, context);
  explainTokenErrors(provider, context);
  nameOfflineAccess(provider);
  listResourceScopes(provider);
  return provider;
}
