import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';

/** The options of a route whose caller is known before its body is read. */
export interface Guarded {
  onRequest(request: FastifyRequest): Promise<void>;
  handler(request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
}

/**
 * A route that finds out who calls in `onRequest` and hands the caller to its handler: whoever has no right to be here
 * learns nothing about our schemas, and no handler can forget to ask.
 *
 * @example app.get('/v1.0/me', guarded((request) => authenticateUser(context, request, REQUIREMENT), readMe));
 */
export function guarded<Caller>(
  identify: (request: FastifyRequest) => Promise<Caller>,
  handle: (caller: Caller, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): Guarded {
  const callers = new WeakMap<FastifyRequest, { caller: Caller }>();
  return {
    async onRequest(request) {
      callers.set(request, { caller: await identify(request) });
    },
    async handler(request, reply) {
      const known = callers.get(request);
      if (!known) throw new Refusal('token_invalid');
      return handle(known.caller, request, reply);
    },
  };
}
