import type { FastifyInstance } from 'fastify';
import type { DirectoryContext } from '../context.ts';
import type { RegisteredRoute } from './collect-routes.ts';
import { writeDocument } from './document.ts';

/** `GET /openapi.json`: every route of this directory, in OpenAPI 3.1. It is public, as the routes' code is. */
export async function registerOpenapiRoute(
  app: FastifyInstance,
  context: DirectoryContext,
  routes: readonly RegisteredRoute[],
): Promise<void> {
  let document: string | undefined;
  app.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(writeDocument(routes, { root: context.urls.root }));
    return reply.type('application/json').send(document);
  });
}
