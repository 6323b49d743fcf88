import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import { Report } from '../../electron/contract/wire/report.ts';
import type { DirectoryContext } from '../context.ts';
import { actorOf, requireAccess } from '../graph/access.ts';
import { readSkipToken, writePage } from '../graph/odata/page.ts';
import { readQuery } from '../graph/odata/query.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { listReports, REPORT_PLACE, readReport } from './read-reports.ts';
import { takeReport } from './take-report.ts';

const REPORTS = {
  select: ['id', 'receivedDateTime', 'deviceId', 'helpCode'],
  largestPage: 200,
  defaultPage: 50,
};

/** Beside OData's options. */
export const ReportsFilter = z.object({ deviceId: z.optional(z.uuid()) });

/** `/provisioning/v1/reports`: what laptops tell of themselves, for whoever helps. */
export function installReports(
  app: FastifyInstance,
  context: DirectoryContext,
  device: (request: FastifyRequest) => Promise<string>,
): void {
  const reader = requireAccess(context, {
    scope: ['Provisioning.Technician', 'Device.Read.All', 'Directory.Read.All'],
    right: 'readReports',
  });
  app.post(
    '/provisioning/v1/reports',
    guarded(device, async (jkt, request, reply) => {
      const report = parse(Report, request.body);
      const isNew = await takeReport(context, jkt, report);
      return reply.code(isNew ? 201 : 200).send({ id: report.id });
    }),
  );
  app.get(
    '/provisioning/v1/reports',
    guarded(reader, async (_caller, request) => {
      const { deviceId, ...options } = request.query as Record<string, unknown>;
      const filter = parse(ReportsFilter, deviceId === undefined ? {} : { deviceId });
      const query = readQuery(options, REPORTS);
      const from = readSkipToken(query.skipToken, REPORT_PLACE);
      const page = await listReports(context, { top: query.top, from, deviceId: filter.deviceId });
      const url = `${context.urls.provisioning}/reports`;
      return writePage(page, query, { url, contextName: 'reports', root: context.urls.root });
    }),
  );
  app.get(
    '/provisioning/v1/reports/:report',
    guarded(reader, async (caller, request) => {
      const { report } = request.params as { report: string };
      if (!z.uuid().safeParse(report).success) throw new Refusal('not_found');
      return readReport(context, actorOf(caller), report.toLowerCase());
    }),
  );
}
