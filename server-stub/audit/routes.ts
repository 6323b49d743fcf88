import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { LOGS } from '../../electron/contract/audit/chain.ts';
import type { DirectoryContext } from '../context.ts';
import { requireAccess } from '../graph/access.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { exportAudit } from './export.ts';

const READ = ['AuditLog.Read.All'];

/** Query of the export: one log, or both. */
export const ExportQuery = z.strictObject({ log: z.optional(z.enum(LOGS)) });

/** `GET /provisioning/v1/audit/export`: both logs with their chains, for whoever keeps or verifies them. */
export async function registerAuditRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  const reader = requireAccess(context, { scope: READ, right: 'readLogs' });
  app.get('/provisioning/v1/audit/export', {
    // HEAD would read the whole log to say how long it is.
    exposeHeadRoute: false,
    ...guarded(reader, async (_caller, request, reply) => {
      const { log } = parse(ExportQuery, request.query);
      const lines = exportAudit(context, log === undefined ? LOGS : [log]);
      return reply.type('application/x-ndjson').send(Readable.from(lines));
    }),
  });
}
