import type { FastifyInstance } from 'fastify';
import type { Permissions } from '../http/guarded.ts';

/** One route as it was registered. */
export interface RegisteredRoute {
  readonly method: string;
  /** Fastify's pattern: `/v1.0/users/:user`. */
  readonly url: string;
  /** What opens it, where the route says. */
  readonly permissions?: Permissions;
}

/** HEAD comes with each GET by itself. */
const OWN_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Remembers every route that is registered from now on; call it before the first. The list grows until the directory listens. */
export function collectRoutes(app: FastifyInstance): readonly RegisteredRoute[] {
  const routes: RegisteredRoute[] = [];
  app.addHook('onRoute', ({ url, method, config }) => {
    if (config?.refusesMethod) return;
    for (const one of [method].flat())
      if (OWN_METHODS.includes(one))
        routes.push({
          method: one,
          url,
          ...(config?.permissions ? { permissions: config.permissions } : {}),
        });
  });
  return routes;
}
