import fastify from 'fastify';
import type { DirectoryContext } from '../../server-stub/context.ts';
import { registerCredentialRoutes } from '../../server-stub/credentials/routes.ts';
import { registerGraphRoutes } from '../../server-stub/graph/routes.ts';

/** A route of Graph as it is installed, below its version. */
export interface GraphRoute {
  readonly method: string;
  /** With names for its parameters: `/users/{user}`. */
  readonly path: string;
}

/** Every route under `/v1.0`; installing needs no running directory, since routes read their context when they are called. */
export async function graphRoutes(): Promise<GraphRoute[]> {
  const app = fastify();
  const routes: GraphRoute[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    if (!url.startsWith('/v1.0')) return;
    const path = url.slice('/v1.0'.length).replaceAll(/:(\w+)(\([^)]*\))?/g, '{$1}');
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, path });
  });
  const context = {} as DirectoryContext;
  await registerGraphRoutes(app, context);
  await registerCredentialRoutes(app, context);
  await app.close();
  return routes;
}
