import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import type { DirectoryContext } from '../context.ts';
import { requireAccess } from '../graph/access.ts';
import { READ_METHODS } from '../graph/graph-user.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';

/** Query of `GET /provisioning/v1/passes`. */
export const EndingPassesQuery = z.strictObject({
  /** ISO 8601, with its zone. Absent: whenever they end. */
  endsBefore: z.optional(z.iso.datetime({ offset: true })),
});

/** Soonest first. Whoever has more than these about to end, reads on by user. */
export const EndingPasses = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      user: z.object({ id: z.string(), displayName: z.string(), userPrincipalName: z.string() }),
      startDateTime: z.string(),
      endDateTime: z.string(),
      isUsableOnce: z.boolean(),
    }),
  ),
});

const MOST = 100;
const END = sql<number>`passes.start_at + passes.lifetime_minutes * 60000`;

/** Passes that have neither ended nor been used, of accounts that are on. Their values are known to nobody. */
async function listEnding(context: DirectoryContext, before: number): Promise<z.infer<typeof EndingPasses>> {
  const rows = await context.store.db
    .selectFrom('passes')
    .innerJoin('users', 'users.id', 'passes.user_id')
    .select(['passes.id', 'passes.start_at', 'passes.is_usable_once'])
    .select(['users.id as user_id', 'users.display_name', 'users.user_principal_name'])
    .select(END.as('end_at'))
    .where('passes.deleted_at', 'is', null)
    .where('passes.used_at', 'is', null)
    .where('users.account_enabled', '=', 1)
    .where(END, '>', context.clock.now())
    .where(END, '<', before)
    .orderBy('end_at')
    .limit(MOST)
    .execute();
  return {
    value: rows.map((row) => ({
      id: row.id,
      user: {
        id: row.user_id,
        displayName: row.display_name,
        userPrincipalName: row.user_principal_name,
      },
      startDateTime: new Date(row.start_at).toISOString(),
      endDateTime: new Date(row.end_at).toISOString(),
      isUsableOnce: row.is_usable_once === 1,
    })),
  };
}

/**
 * `GET /provisioning/v1/passes?endsBefore=`: whose pass is about to end. Graph lists passes by user alone; a staging table
 * wants to know before a laptop stops.
 */
export function installEndingPasses(app: FastifyInstance, context: DirectoryContext): void {
  const { any: scope, right } = READ_METHODS;
  app.get(
    '/provisioning/v1/passes',
    guarded(requireAccess(context, { scope, right }), (_caller, request) => {
      const { endsBefore } = parse(EndingPassesQuery, request.query);
      return listEnding(context, endsBefore === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(endsBefore));
    }),
  );
}
