import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { checkPolicyWriter } from '../graph/permissions.ts';
import { authenticate } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import type { Chaos } from './chaos.ts';

const WRITE = ['Policy.ReadWrite.AuthenticationMethod'];

/** Body of the PUT: the scenario that begins now. */
export const ChooseScenario = z.strictObject({ scenario: z.string().check(z.maxLength(64)) });

/** `/provisioning/v1/chaos`, for administrators of the policy; it exists only where `--chaos` was given. */
export async function registerChaosRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
  chaos: Chaos,
): Promise<void> {
  const writer = async (request: FastifyRequest) =>
    checkPolicyWriter(
      await authenticate(context, request, { scope: WRITE, application: WRITE, dpop: 'optional' }),
    );
  app.get(
    '/provisioning/v1/chaos',
    guarded(writer, async () => chaos.status()),
  );
  app.put(
    '/provisioning/v1/chaos',
    guarded(writer, async (_caller, request) => {
      if (!chaos.choose(parse(ChooseScenario, request.body).scenario)) throw new Refusal('not_found');
      context.log.warn({ scenario: chaos.active }, 'chaos begins');
      return chaos.status();
    }),
  );
  app.delete(
    '/provisioning/v1/chaos',
    guarded(writer, async (_caller, _request, reply) => {
      chaos.choose(null);
      context.log.warn('chaos is off');
      return reply.code(204).send();
    }),
  );
}
