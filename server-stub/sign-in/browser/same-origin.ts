import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../../electron/contract/refusal.ts';

/**
 * Refuses what another site's page sent. Three things stand against it besides: the cookie is SameSite=Lax, only JSON is
 * read, and nothing here answers a preflight.
 *
 * @throws Refusal `request_not_from_page`
 */
export function checkSameOrigin(request: FastifyRequest, root: string): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  // Every browser sends Origin with a POST; what sends none is no browser and has no cookie to abuse.
  const own = origin === undefined ? site === undefined : origin === new URL(root).origin;
  if (!own || (site !== undefined && site !== 'same-origin')) throw new Refusal('request_not_from_page');
}
