import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import { ACTIVITIES, type Activity, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { actorOf, requireAccess } from '../graph/access.ts';
import type { Caller } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import type { Chaos } from './chaos.ts';

const WRITE = ['Policy.ReadWrite.AuthenticationMethod'];

/** Body of the PUT: the scenario that begins now. */
export const ChooseScenario = z.strictObject({ scenario: z.string().check(z.maxLength(64)) });

/** What went wrong on purpose must be told apart from what went wrong, also a year later. */
async function audit(
  context: DirectoryContext,
  caller: Caller,
  activity: Activity,
  scenario: string | null,
): Promise<void> {
  if (scenario === null) return;
  await writeAudit(context, {
    activity,
    reason: 'Scripted faults for a rehearsal',
    actor: actorOf(caller),
    category: 'Policy',
    service: 'Core Directory',
    targets: [{ id: scenario, type: 'Policy', displayName: scenario }],
  });
}

/** `/provisioning/v1/chaos`, for administrators of the policy; it exists only where `--chaos` was given. */
export async function registerChaosRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
  chaos: Chaos,
): Promise<void> {
  const writer = requireAccess(context, { scope: WRITE, right: 'writePolicy' });
  app.get(
    '/provisioning/v1/chaos',
    guarded(writer, async () => chaos.status()),
  );
  app.put(
    '/provisioning/v1/chaos',
    guarded(writer, async (caller, request) => {
      if (!chaos.choose(parse(ChooseScenario, request.body).scenario)) throw new Refusal('not_found');
      await audit(context, caller, ACTIVITIES.chaosBegun, chaos.active);
      context.log.warn({ scenario: chaos.active }, 'chaos begins');
      return chaos.status();
    }),
  );
  app.delete(
    '/provisioning/v1/chaos',
    guarded(writer, async (caller, _request, reply) => {
      await audit(context, caller, ACTIVITIES.chaosEnded, chaos.active);
      chaos.choose(null);
      context.log.warn('chaos is off');
      return reply.code(204).send();
    }),
  );
}
