import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import type { DirectoryContext } from '../context.ts';
import { PROVIDER_ROUTES } from './provider.ts';
import { SourceQuota } from './source-quota.ts';

const ROUTES = [
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/.well-known/oauth-authorization-server'],
  ['GET', PROVIDER_ROUTES.jwks],
  ['POST', PROVIDER_ROUTES.token],
  ['POST', PROVIDER_ROUTES.revocation],
] as const;

/** What a browser visits, at the root alone: its cookies have one path each. */
const PAGES = [
  ['GET', PROVIDER_ROUTES.authorization],
  ['GET', `${PROVIDER_ROUTES.authorization}/:uid`],
  ['GET', PROVIDER_ROUTES.end_session],
  ['POST', `${PROVIDER_ROUTES.end_session}/confirm`],
  ['GET', `${PROVIDER_ROUTES.end_session}/success`],
] as const;

/** Requests that begin a sign-in, of one address in ten minutes. */
const MOST_BEGUN = 600;

/** Hands a request to the provider's own Koa, under a prefix that it then names in its answers. */
function handOver(provider: Provider, prefix: string, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  // A hijacked answer would lose what our hooks have set (request ids, the directory's time).
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  const raw = request.raw as typeof request.raw & { originalUrl?: string };
  raw.originalUrl = raw.url ?? '/';
  raw.url = raw.originalUrl.slice(prefix.length);
  void provider.callback()(raw, reply.raw);
}

/** No page of ours is shown in a frame, and no address of ours, which may hold a code, is told to the next site. */
function protectPage(reply: FastifyReply): void {
  reply.headers({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
}

function installPages(app: FastifyInstance, context: DirectoryContext, provider: () => Provider): void {
  const quota = new SourceQuota(MOST_BEGUN);
  for (const [method, path] of PAGES) {
    app.route({
      method,
      url: path,
      exposeHeadRoute: false,
      onRequest: async (request, reply) => {
        protectPage(reply);
        if (path === PROVIDER_ROUTES.authorization) quota.count(request.ip, context.clock.now());
      },
      handler: (request, reply) => handOver(provider(), '', request, reply),
    });
  }
}

/**
 * Addresses that MSAL derives from a tenant id, and Entra's own. A browser is sent on to the one authorization endpoint,
 * where its cookies are; what a program calls is answered in place.
 */
function installAliases(app: FastifyInstance, context: DirectoryContext, provider: () => Provider): void {
  const tenant = `/${context.tenant.id}`;
  const authorize = [
    `${tenant}${PROVIDER_ROUTES.authorization}`,
    `${tenant}/v2.0${PROVIDER_ROUTES.authorization}`,
    `${tenant}/oauth2/v2.0/authorize`,
  ];
  const signOut = [
    `${tenant}${PROVIDER_ROUTES.end_session}`,
    `${tenant}/v2.0${PROVIDER_ROUTES.end_session}`,
    `${tenant}/oauth2/v2.0/logout`,
  ];
  const toRoot = (url: string, target: string) =>
    app.get(url, { exposeHeadRoute: false }, async (request, reply) => {
      const query = /\?.*$/s.exec(request.raw.url ?? '')?.[0] ?? '';
      return reply.redirect(`${context.urls.root}${target}${query}`, 303);
    });
  for (const url of authorize) toRoot(url, PROVIDER_ROUTES.authorization);
  for (const url of signOut) toRoot(url, PROVIDER_ROUTES.end_session);
  app.route({
    method: 'POST',
    url: `${tenant}/oauth2/v2.0/token`,
    handler: (request, reply) => {
      request.raw.url = PROVIDER_ROUTES.token;
      handOver(provider(), '', request, reply);
    },
  });
}

/**
 * Installs the provider's endpoints at the root and under the aliases that MSAL derives from a tenant id. Only these
 * paths: what is not registered here does not exist.
 *
 * @param provider asked for on each request, because it can be made only once the port is known
 */
export function mountProvider(
  app: FastifyInstance,
  context: DirectoryContext,
  provider: () => Provider,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The provider reads the body itself.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const prefix of ['', `/${context.tenant.id}`, `/${context.tenant.id}/v2.0`]) {
      for (const [method, path] of ROUTES) {
        scope.route({
          method,
          url: `${prefix}${path}`,
          exposeHeadRoute: false,
          handler: (request, reply) => handOver(provider(), prefix, request, reply),
        });
      }
    }
    installPages(scope, context, provider);
    installAliases(scope, context, provider);
  });
}
