import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { authenticate, type Caller } from '../http/authenticate.ts';
import { asking, type Identify, type Permissions } from '../http/guarded.ts';
import { findUser } from '../sign-in/users.ts';
import type { UserRow } from '../store/tables.ts';
import { checkMayLookAt, checkMayManage, METHOD_MANAGERS, type Right, rolesWith } from './permissions.ts';

/** The rights that a route about one user asks for: at oneself, and at anybody. */
export interface UserRights {
  readonly own: readonly string[];
  readonly any: readonly string[];
  /** What a person's role has to give for looking at others. */
  readonly right: Right;
}

export interface AboutUser {
  readonly caller: Caller;
  readonly user: UserRow;
}

const WRITE_ANY = 'UserAuthenticationMethod.ReadWrite.All';
const WRITE_OWN = 'UserAuthenticationMethod.ReadWrite';

export const READ_METHODS: UserRights = {
  own: ['UserAuthenticationMethod.Read', 'UserAuthenticationMethod.ReadWrite'],
  any: ['UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All'],
  right: 'readSecurity',
};
export const READ_USER: UserRights = {
  own: ['User.Read'],
  any: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'],
  right: 'readObjects',
};

/**
 * Who calls, and about whom: `/me` or `/users/{id | userPrincipalName}` of this request.
 *
 * @throws Refusal those of `authenticate`, `permission_denied`, `not_found`
 */
async function identifyUser(
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
    checkMayLookAt(caller, user?.id ?? '', rights.right);
    const wide = caller.kind === 'application' || caller.scopes.some((scope) => rights.any.includes(scope));
    if (!wide) throw new Refusal('permission_denied');
  }
  if (!user) throw new Refusal('not_found');
  return { caller, user };
}

/** `identifyUser` as the first half of a guarded route. */
export function aboutUser(context: DirectoryContext, rights: UserRights): Identify<AboutUser> {
  const { own, any, right } = rights;
  const permissions = { delegated: [...own, ...any], application: any, roles: rolesWith(right) };
  return asking(permissions, (request) => identifyUser(context, request, rights));
}

/** What removing a method asks for. */
export const REMOVE_METHOD: Permissions = {
  delegated: [WRITE_OWN, WRITE_ANY],
  application: [WRITE_ANY],
  roles: METHOD_MANAGERS,
};

/** `identifyRemover` as the first half of a guarded route. */
export function removerOf(context: DirectoryContext): Identify<AboutUser> {
  return asking(REMOVE_METHOD, (request) => identifyRemover(context, request));
}

/** Seconds since the sign-in, at most, for removing a method of one's own (RFC 9470); as for registering one. */
const FRESH = 600;

/**
 * Who removes a method, and whose: one's own with a sign-in of the last ten minutes and without any role, somebody else's by
 * `checkMayManage`. A left-open session shall not be enough to lock its owner out.
 *
 * @throws Refusal those of `authenticate`, `authentication_stale`, `permission_denied`, `not_found`
 */
async function identifyRemover(context: DirectoryContext, request: FastifyRequest): Promise<AboutUser> {
  const caller = await authenticate(context, request, {
    scope: [WRITE_OWN, WRITE_ANY],
    application: WRITE_ANY,
    dpop: 'optional',
  });
  const { user: named } = request.params as { user?: string };
  const user = await userOf(context, caller, named);
  if (user && caller.kind === 'user' && caller.userId === user.id) {
    if (context.clock.now() / 1000 - caller.authTime > FRESH) throw new Refusal('authentication_stale');
    return { caller, user };
  }
  if (caller.kind === 'user' && !caller.scopes.includes(WRITE_ANY)) throw new Refusal('permission_denied');
  await checkMayManage(context, caller, user?.id ?? '');
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

/** A user in Graph's shape. A password is never shown: whether it has to be changed is. */
export function presentUser(user: UserRow): Record<string, unknown> {
  return {
    id: user.id,
    userPrincipalName: user.user_principal_name,
    displayName: user.display_name,
    givenName: user.given_name,
    surname: user.surname,
    mail: user.user_principal_name,
    mailNickname: user.mail_nickname ?? user.user_principal_name.split('@', 1)[0],
    otherMails: JSON.parse(user.other_mails) as string[],
    accountEnabled: user.account_enabled === 1,
    userType: user.user_type,
    creationType: user.creation_type,
    usageLocation: user.usage_location,
    employeeHireDate: instant(user.employee_hire_at),
    createdDateTime: instant(user.created_at),
    signInSessionsValidFromDateTime: instant(user.sessions_valid_from),
    passwordProfile:
      user.password_hash === null
        ? null
        : { password: null, forceChangePasswordNextSignIn: user.password_must_change === 1 },
  };
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
