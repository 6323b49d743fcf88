import type { FastifyInstance } from 'fastify';
import type { DirectoryContext } from '../context.ts';

/**
 * One line per answer, made from named facts only. Bodies, headers and query strings never reach the log: redaction
 * by path misses spellings and nesting, a list of what may be said does not.
 */
export function logAnswers(app: FastifyInstance, context: DirectoryContext): void {
  app.addHook('onResponse', async (request, reply) => {
    context.log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ...(request.refusedWith ? { refusal: request.refusedWith } : {}),
      },
      'answered',
    );
  });
}
