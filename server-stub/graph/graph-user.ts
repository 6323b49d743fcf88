import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { authenticate, type Caller } from '../http/authenticate.ts';
import { findUser } from '../sign-in/users.ts';
import type { UserRow } from '../store/tables.ts';
import { checkMayLookAt } from './permissions.ts';

/** The rights that a route about one user asks for: at oneself, and at anybody. */
export interface UserRights {
  readonly own: readonly string[];
  readonly any: readonly string[];
}

export interface AboutUser {
  readonly caller: Caller;
  readonly user: UserRow;
}

export const READ_METHODS: UserRights = {
  own: ['UserAuthenticationMethod.Read', 'UserAuthenticationMethod.ReadWrite'],
  any: ['UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All'],
};
export const READ_USER: UserRights = { own: ['User.Read'], any: ['User.Read.All', 'Directory.Read.All'] };

/**
 * Who calls, and about whom: `/me` or `/users/{id | userPrincipalName}` of this request.
 *
 * @throws Refusal those of `authenticate`, `permission_denied`, `not_found`
 */
export async function identifyUser(
  context: DirectoryContext,
  request: FastifyRequest,
  rights: UserRights,
): Promise<AboutUser> {
  const caller = await authenticate(context, request, {
    scope: [...rights.own, ...rights.any],
    application: rights.any,
    dpop: 'optional',
  });
  const { user: named } = request.params as { user?: string };
  const user = await userOf(context, caller, named);
  const own = caller.kind === 'user' && caller.userId === user?.id;
  // Rights first: who may not look at anybody is not told who exists.
  if (!own) {
    checkMayLookAt(caller, user?.id ?? '');
    const wide = caller.kind === 'application' || caller.scopes.some((scope) => rights.any.includes(scope));
    if (!wide) throw new Refusal('permission_denied');
  }
  if (!user) throw new Refusal('not_found');
  return { caller, user };
}

async function userOf(context: DirectoryContext, caller: Caller, named: string | undefined) {
  if (named !== undefined) return findUser(context, named);
  if (caller.kind !== 'user') {
    throw new Refusal('request_malformed', { detail: '/me needs a person; an application names the user' });
  }
  return findUser(context, caller.userId);
}

/** A user in Graph's shape. */
export function presentUser(user: UserRow): Record<string, unknown> {
  return {
    id: user.id,
    userPrincipalName: user.user_principal_name,
    displayName: user.display_name,
    givenName: user.given_name,
    surname: user.surname,
    mail: user.user_principal_name,
    accountEnabled: user.account_enabled === 1,
    userType: user.user_type,
    creationType: user.creation_type,
    createdDateTime: new Date(user.created_at).toISOString(),
    signInSessionsValidFromDateTime: new Date(user.sessions_valid_from).toISOString(),
  };
}
