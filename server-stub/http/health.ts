import type { FastifyInstance } from 'fastify';
import type { DirectoryContext } from '../context.ts';
import { logFailure } from './log-failure.ts';

/** How long one look at the store stands: probes come from everywhere, and each look is a write. */
const STANDS_MS = 1000;

/** What only whoever starts and ends the directory knows. */
export interface Lifecycle {
  /** The OAuth provider is made, so sign-ins can begin. */
  provider: boolean;
  /** The directory was asked to end: it still answers, and wants no new work. */
  stopping: boolean;
}

/** Can the store be written? It is tried, because a disk that is full can still be read. */
function storeProbe(context: DirectoryContext): () => Promise<boolean> {
  let looked = Promise.resolve(false);
  let at = Number.NEGATIVE_INFINITY;
  const look = async (): Promise<boolean> => {
    try {
      const value = String(context.clock.now());
      await context.store.db
        .insertInto('meta')
        .values({ key: 'health', value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
      return true;
    } catch (thrown) {
      logFailure(context.log, 'the store cannot be written', thrown);
      return false;
    }
  };
  return () => {
    // Monotonic: a clock that is set back must not freeze the answer.
    if (performance.now() - at >= STANDS_MS) {
      at = performance.now();
      looked = look();
    }
    return looked;
  };
}

/**
 * `/health/live`: the process answers. `/health/ready`: it can do its work, else 503 with the reasons. Both say nothing
 * that is worth a token, and answer to any name: probes use addresses.
 */
export async function registerHealthRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
  lifecycle: Lifecycle,
): Promise<void> {
  const writable = storeProbe(context);
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const reasons = [
      ...(lifecycle.stopping ? ['stopping'] : []),
      ...(lifecycle.provider ? [] : ['provider_not_made']),
      ...((await writable()) ? [] : ['store_not_writable']),
    ];
    return reply.code(reasons.length === 0 ? 200 : 503).send({
      status: reasons.length === 0 ? 'ready' : 'not_ready',
      reasons,
    });
  });
}
