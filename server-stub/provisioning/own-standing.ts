import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ACTIVITIES, type DirectoryAudit, listDirectoryAudits } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { rightsOf } from '../graph/permissions.ts';
import { authenticateUser, type UserCaller } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';

/** What a person is told about their own account, and for how long. */
const TOLD: readonly string[] = [ACTIVITIES.passIssued, ACTIVITIES.passDeleted];
const TOLD_FOR = 30 * 86_400_000;
const LOOKED_THROUGH = 100;
const MOST_TOLD = 20;

interface Initiator {
  readonly user?: { readonly id?: string; readonly displayName?: string | null } | null;
  readonly app?: { readonly displayName?: string | null } | null;
}

/** What somebody else did to the caller's ways of signing in: a pass that one did not ask for is the first sign of theft. */
async function noticesFor(context: DirectoryContext, caller: UserCaller): Promise<Record<string, unknown>[]> {
  const since = context.clock.now() - TOLD_FOR;
  const { rows } = await listDirectoryAudits(context, { userId: caller.userId, top: LOOKED_THROUGH });
  return rows
    .filter(
      (row) =>
        TOLD.includes(row.activityDisplayName) &&
        Date.parse(row.activityDateTime) >= since &&
        (row.initiatedBy as Initiator).user?.id !== caller.userId,
    )
    .slice(0, MOST_TOLD)
    .map(presentNotice);
}

function presentNotice(row: DirectoryAudit): Record<string, unknown> {
  const by = row.initiatedBy as Initiator;
  return {
    id: row.id,
    activityDisplayName: row.activityDisplayName,
    resultReason: row.resultReason,
    activityDateTime: row.activityDateTime,
    initiatedBy: by.user?.displayName ?? by.app?.displayName ?? null,
  };
}

async function standingOf(context: DirectoryContext, caller: UserCaller): Promise<Record<string, unknown>> {
  const { db } = context.store;
  const user = await db
    .selectFrom('users')
    .select(['user_principal_name', 'display_name', 'given_name'])
    .where('id', '=', caller.userId)
    .executeTakeFirstOrThrow();
  const session = await db
    .selectFrom('sessions')
    .select('expires_at')
    .where('sid', '=', caller.sid)
    .executeTakeFirstOrThrow();
  return {
    id: caller.userId,
    userPrincipalName: user.user_principal_name,
    displayName: user.display_name,
    givenName: user.given_name,
    tenant: context.tenant.displayName,
    roles: caller.roles,
    rights: rightsOf(caller),
    amr: caller.amr,
    signedInDateTime: new Date(caller.authTime * 1000).toISOString(),
    endsDateTime: new Date(session.expires_at).toISOString(),
    notices: await noticesFor(context, caller),
  };
}

/**
 * `GET /provisioning/v1/me`: who is signed in, what they may do here, when this sign-in ends, and what others did to their
 * ways of signing in during the last 30 days. The console shows what `rights` allow; each route checks for itself.
 */
export async function registerOwnStanding(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  const self = (request: FastifyRequest) =>
    authenticateUser(context, request, { scope: ['User.Read', 'User.Read.All'], dpop: 'optional' });
  app.get(
    '/provisioning/v1/me',
    guarded(self, (caller) => standingOf(context, caller)),
  );
}
