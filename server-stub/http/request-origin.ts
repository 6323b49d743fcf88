import type { FastifyInstance } from 'fastify';
import type { DirectoryContext } from '../context.ts';

/** Where what is being done came from. */
export interface RequestOrigin {
  /** `request-id` of the answer. */
  readonly requestId: string;
  readonly ipAddress: string;
}

/** Lets everything that a request sets off know where it came from, without being handed it: audits tell it. */
export function followRequests(app: FastifyInstance, context: DirectoryContext): void {
  app.addHook('onRequest', (request, _reply, done) => {
    context.origin.run({ requestId: request.id, ipAddress: request.ip }, done);
  });
}
