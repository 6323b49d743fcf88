import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AnswerRequest, TechnicianEvents } from '../../../electron/contract/wire/technician.ts';
import type { DirectoryContext } from '../../context.ts';
import { authenticate } from '../../http/authenticate.ts';
import { guarded } from '../../http/guarded.ts';
import { parse } from '../../http/parse.ts';
import { answerChallenge, checkTechnician } from './answer.ts';
import { reportTechnicianEvents } from './events.ts';
import { ensureTechnicianKey } from './key.ts';

const PERMISSION = 'Provisioning.Technician';

/** `/provisioning/v1/technician`: the key, answers for signed-in technicians, and what devices report. */
export function installTechnician(
  app: FastifyInstance,
  context: DirectoryContext,
  device: (request: FastifyRequest) => Promise<string>,
): void {
  app.get('/provisioning/v1/technician/key', () => ensureTechnicianKey(context.dataDir).answer);
  app.post(
    '/provisioning/v1/technician/answers',
    guarded(
      async (request) => {
        const caller = await authenticate(context, request, {
          scope: PERMISSION,
          application: PERMISSION,
          dpop: 'optional',
        });
        checkTechnician(caller);
        return caller;
      },
      async (caller, request) => answerChallenge(context, caller, parse(AnswerRequest, request.body)),
    ),
  );
  app.post(
    '/provisioning/v1/technician/events',
    guarded(device, async (jkt, request, reply) => {
      const body = parse(TechnicianEvents, request.body);
      await reportTechnicianEvents(context, jkt, body);
      return reply.code(202).send({ accepted: body.events.length });
    }),
  );
}
