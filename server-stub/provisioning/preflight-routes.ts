import type { FastifyInstance } from 'fastify';
import { PreflightRequest } from '../../electron/contract/wire/preflight.ts';
import type { DirectoryContext } from '../context.ts';
import { type Access, actorOf, requireAccess } from '../graph/access.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { preflight } from './preflight.ts';

/** It tells which ways in a person has: for who may see that, and policies, anyway. */
const ACCESS: Access = { scope: ['Policy.Read.All'], right: 'runPreflight' };

/** `POST /provisioning/v1/preflight` (contract: wire/preflight.ts). */
export async function registerPreflightRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
): Promise<void> {
  app.post(
    '/provisioning/v1/preflight',
    guarded(requireAccess(context, ACCESS), (caller, request) =>
      preflight(context, actorOf(caller), parse(PreflightRequest, request.body)),
    ),
  );
}
