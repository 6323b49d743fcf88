import type { Actor } from '../audit/actor.ts';
import type { DirectoryContext } from '../context.ts';
import { authenticate, type Caller } from '../http/authenticate.ts';
import { asking, type Identify } from '../http/guarded.ts';
import { checkRight, hasRight, type Right, rolesWith } from './permissions.ts';

/** What a route asks of its caller: one of these permissions, and a role with this right where it is a person. */
export interface Access {
  readonly scope: readonly string[];
  /** Application permissions; those of `scope` where it says nothing else. */
  readonly application?: readonly string[];
  readonly right: Right;
}

/**
 * The first half of a guarded route: who calls, and whether they may be here at all.
 *
 * @throws Refusal those of `authenticate`, `permission_denied`
 */
export function requireAccess(
  context: DirectoryContext,
  { scope, application = scope, right }: Access,
): Identify<Caller> {
  return asking({ delegated: scope, application, roles: rolesWith(right) }, async (request) => {
    const caller = await authenticate(context, request, { scope, application, dpop: 'optional' });
    checkRight(caller, right);
    return caller;
  });
}

/** Has the caller this access? For parts of an answer that not everybody gets to see. */
export function mayRead(caller: Caller, { scope, application = scope, right }: Access): boolean {
  const permissions = caller.kind === 'user' ? caller.scopes : caller.roles;
  const wanted = caller.kind === 'user' ? scope : application;
  return permissions.some((one) => wanted.includes(one)) && hasRight(caller, right);
}

/** The caller as the audit names them. */
export function actorOf(caller: Caller): Actor {
  return caller.kind === 'user'
    ? { kind: 'user', userId: caller.userId }
    : { kind: 'application', clientId: caller.clientId };
}
