import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import type { Caller } from '../http/authenticate.ts';
import { isAdministrator, ROLES } from '../sign-in/roles.ts';
import { memberships } from '../sign-in/users.ts';

/** Roles that may look at people, devices and logs. */
const READERS: readonly string[] = [
  ROLES.globalReader,
  ROLES.globalAdministrator,
  ROLES.authenticationAdministrator,
  ROLES.privilegedAuthenticationAdministrator,
];

/** Roles that may look at the authentication methods policy (reference A2). */
const POLICY_READERS: readonly string[] = [
  ROLES.globalReader,
  ROLES.globalAdministrator,
  ROLES.authenticationPolicyAdministrator,
];
const POLICY_WRITERS: readonly string[] = [
  ROLES.globalAdministrator,
  ROLES.authenticationPolicyAdministrator,
];

/** Roles that may issue and take back passes, administrators' included (reference B2). */
const OVER_EVERYBODY: readonly string[] = [
  ROLES.globalAdministrator,
  ROLES.privilegedAuthenticationAdministrator,
];

function holds(caller: Caller, roles: readonly string[]): boolean {
  // An application has no roles of the directory: its permissions alone decide, and those were checked with its token.
  return caller.kind === 'application' || caller.roles.some((role) => roles.includes(role));
}

/** @throws Refusal `permission_denied` unless the caller's role may look at the tenant's people, devices and logs. */
export function checkReader(caller: Caller): void {
  if (!holds(caller, READERS)) throw new Refusal('permission_denied');
}

/** @throws Refusal `permission_denied` */
export function checkPolicyReader(caller: Caller): void {
  if (!holds(caller, POLICY_READERS)) throw new Refusal('permission_denied');
}

/** @throws Refusal `permission_denied` */
export function checkPolicyWriter(caller: Caller): void {
  if (!holds(caller, POLICY_WRITERS)) throw new Refusal('permission_denied');
}

/** Oneself, or a reader. */
export function checkMayLookAt(caller: Caller, userId: string): void {
  if (caller.kind === 'user' && caller.userId === userId) return;
  checkReader(caller);
}

/**
 * May the caller change the methods of this user? An Authentication Administrator may for everybody but administrators;
 * nobody may for themselves, whatever their role: a stolen session of an administrator must not make its own way in.
 *
 * @throws Refusal `permission_denied`, `self_issue`
 */
export async function checkMayManage(
  context: DirectoryContext,
  caller: Caller,
  userId: string,
): Promise<void> {
  if (caller.kind === 'application') return;
  const over = [ROLES.authenticationAdministrator, ...OVER_EVERYBODY];
  if (!holds(caller, over)) throw new Refusal('permission_denied');
  if (caller.userId === userId) throw new Refusal('self_issue');
  if (holds(caller, OVER_EVERYBODY)) return;
  const { roles } = await memberships(context, userId);
  if (isAdministrator(roles)) throw new Refusal('permission_denied');
}
