import type { FastifyInstance } from 'fastify';

/** How long running requests may take to end once the directory closes. */
const PATIENCE_MS = 1500;

/**
 * Closing under keep-alive (spike trap 6): a connection that is busy when the server closes would stay open, and
 * `close()` would never resolve. So answers say `connection: close` from then on, and after a moment the rest is cut.
 */
export function closeUnderKeepAlive(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS).unref();
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}
