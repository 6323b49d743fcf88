import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import { CreateRunRequest, RunEvents, SealRequest } from '../../electron/contract/wire/provisioning.ts';
import type { DirectoryContext } from '../context.ts';
import { installReports } from '../diagnostics/routes.ts';
import { requireAccess } from '../graph/access.ts';
import { readSkipToken, writePage } from '../graph/odata/page.ts';
import { readQuery } from '../graph/odata/query.ts';
import { authenticateUser } from '../http/authenticate.ts';
import { verifyDpop } from '../http/dpop.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { installEndingPasses } from './ending-passes.ts';
import { listRuns, RUN_PLACE } from './list-runs.ts';
import { registerOwnStanding } from './own-standing.ts';
import { registerPreflightRoutes } from './preflight-routes.ts';
import { readProfile } from './profile.ts';
import { RequestQuota } from './quota.ts';
import { createRun, reportEvents } from './runs.ts';
import { sealLaptop } from './staging/seal.ts';
import { installTechnician } from './technician/routes.ts';

const RUNS = { select: ['id', 'displayName', 'createdDateTime'], largestPage: 1000, defaultPage: 100 };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `/provisioning/v1`: the profile, and what runs report (contract: wire/provisioning.ts). */
export async function registerProvisioningRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
): Promise<void> {
  const quota = new RequestQuota();
  const device = async (request: FastifyRequest) => {
    const jkt = await identifyKey(context, request);
    quota.count(jkt, request.ip, context.clock.now());
    return jkt;
  };
  app.get('/provisioning/v1/profile', () => readProfile(context));
  app.post(
    '/provisioning/v1/runs',
    guarded(device, async (jkt, request, reply) => {
      const body = parse(CreateRunRequest, request.body);
      const run = { ...body, id: body.id.toLowerCase() };
      return reply.code((await createRun(context, jkt, run)) ? 201 : 200).send(run);
    }),
  );
  app.post(
    '/provisioning/v1/runs/:run/events',
    guarded(device, async (jkt, request, reply) => {
      const { events } = parse(RunEvents, request.body);
      await reportEvents(context, { runId: runIdOf(request), jkt, events });
      return reply.code(202).send({ accepted: events.length });
    }),
  );
  app.post(
    '/provisioning/v1/runs/:run/seal',
    guarded(device, (jkt, request) => {
      const sealing = { runId: runIdOf(request), jkt, request: parse(SealRequest, request.body) };
      return sealLaptop(context, sealing);
    }),
  );
  installListing(app, context);
  installEndingPasses(app, context);
  await registerOwnStanding(app, context);
  await registerPreflightRoutes(app, context);
  installTechnician(app, context, device);
  installReports(app, context, device);
}

function installListing(app: FastifyInstance, context: DirectoryContext): void {
  app.get(
    '/provisioning/v1/runs',
    guarded(
      requireAccess(context, { scope: ['Device.Read.All', 'Directory.Read.All'], right: 'readLogs' }),
      async (_caller, request) => {
        const query = readQuery(request.query, RUNS);
        const from = readSkipToken(query.skipToken, RUN_PLACE);
        const page = await listRuns(context, { top: query.top, from });
        const url = `${context.urls.provisioning}/runs`;
        return writePage(page, query, { url, contextName: 'runs', root: context.urls.root });
      },
    ),
  );
}

/**
 * The device key that a report is signed with. A device reports before it has a token and after its tokens have ended;
 * the key is who it is. A token that comes along has to be good, and bound to the same key.
 */
async function identifyKey(context: DirectoryContext, request: FastifyRequest): Promise<string> {
  if (request.headers.authorization === undefined) return (await verifyDpop(context, request)).jkt;
  const requirement = { scope: 'Provisioning.Run', dpop: 'required', underReservation: true } as const;
  const { jkt } = await authenticateUser(context, request, requirement);
  if (jkt === null) throw new Refusal('token_invalid');
  return jkt;
}

function runIdOf(request: FastifyRequest): string {
  const { run } = request.params as { run: string };
  if (!UUID.test(run)) throw new Refusal('not_found');
  return run.toLowerCase();
}
