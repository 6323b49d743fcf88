import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import type { DirectoryContext } from '../context.ts';
import { PROVIDER_ROUTES } from './provider.ts';

const ROUTES = [
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/.well-known/oauth-authorization-server'],
  ['GET', PROVIDER_ROUTES.jwks],
  ['POST', PROVIDER_ROUTES.token],
  ['POST', PROVIDER_ROUTES.revocation],
] as const;

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
  });
}
