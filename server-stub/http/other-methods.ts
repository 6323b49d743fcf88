import type { FastifyInstance, HTTPMethods } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route that is there to say that the method is not. */
    refusesMethod?: true;
  }
}

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Answers 405 with `Allow` where a path exists but not for this method (RFC 9110 15.5.6).
 *
 * @returns what to call after the last route was installed
 */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  const known = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const methods = known.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one.toUpperCase());
    known.set(url, methods);
  });
  return () => {
    // A snapshot: the routes installed here feed the same hook.
    for (const [url, methods] of [...known].map(([path, set]) => [path, [...set]] as const)) {
      const missing = METHODS.filter((method) => !methods.includes(method));
      if (missing.length === 0) continue;
      app.route({
        url,
        method: missing,
        exposeHeadRoute: false,
        config: { refusesMethod: true },
        onRequest: async (_request, reply) => {
          reply.header('allow', methods.join(', '));
          throw new Refusal('method_not_allowed');
        },
        handler: async () => undefined,
      });
    }
  };
}
