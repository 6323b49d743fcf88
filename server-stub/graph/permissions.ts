import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import type { Caller } from '../http/authenticate.ts';
import { isAdministrator, ROLES, type Role } from '../sign-in/roles.ts';
import { memberships } from '../sign-in/users.ts';

const { globalAdministrator, globalReader, authenticationAdministrator } = ROLES;
const { privilegedAuthenticationAdministrator, authenticationPolicyAdministrator } = ROLES;
const { userAdministrator, groupsAdministrator, cloudDeviceAdministrator, privilegedRoleAdministrator } =
  ROLES;
const { conditionalAccessAdministrator, securityAdministrator, securityReader, helpdeskAdministrator } =
  ROLES;

/** Which roles may do what; the scope of the token is asked for besides (Microsoft Entra built-in roles). */
const RIGHTS = {
  /** Everybody's methods: what tells who has which way in (reference A1). */
  readSecurity: [
    globalReader,
    globalAdministrator,
    authenticationAdministrator,
    privilegedAuthenticationAdministrator,
  ],
  /** Sign-ins, directory audits and runs (reference A6). */
  readLogs: [
    globalReader,
    globalAdministrator,
    authenticationAdministrator,
    privilegedAuthenticationAdministrator,
    securityAdministrator,
    securityReader,
  ],
  /** Who looks at logs, and who stands at the laptop. */
  readReports: [
    globalReader,
    globalAdministrator,
    authenticationAdministrator,
    privilegedAuthenticationAdministrator,
    securityAdministrator,
    securityReader,
    helpdeskAdministrator,
    cloudDeviceAdministrator,
  ],
  /** Whoever stages laptops asks before, and whoever writes the rules. */
  runPreflight: [
    globalReader,
    globalAdministrator,
    authenticationAdministrator,
    privilegedAuthenticationAdministrator,
    conditionalAccessAdministrator,
    securityAdministrator,
  ],
  /** People, groups, roles and devices: who changes one kind of object has to find the others. */
  readObjects: [
    globalReader,
    globalAdministrator,
    authenticationAdministrator,
    privilegedAuthenticationAdministrator,
    authenticationPolicyAdministrator,
    userAdministrator,
    groupsAdministrator,
    cloudDeviceAdministrator,
    privilegedRoleAdministrator,
    conditionalAccessAdministrator,
    securityAdministrator,
    securityReader,
    helpdeskAdministrator,
  ],
  /** Reference A2. */
  readPolicy: [globalReader, globalAdministrator, authenticationPolicyAdministrator],
  writePolicy: [globalAdministrator, authenticationPolicyAdministrator],
  /** Conditional access and authentication strengths (Graph: roles of the conditionalAccessPolicy API). */
  readConditionalAccess: [
    globalReader,
    globalAdministrator,
    conditionalAccessAdministrator,
    securityAdministrator,
    securityReader,
  ],
  writeConditionalAccess: [globalAdministrator, conditionalAccessAdministrator, securityAdministrator],
  /** A User Administrator over everybody but administrators: `checkMayChange`. */
  writeUsers: [globalAdministrator, userAdministrator],
  /** Entra lets both run security groups; a group decides who may have a pass, but no role hangs on it here. */
  writeGroups: [globalAdministrator, userAdministrator, groupsAdministrator],
  writeDevices: [globalAdministrator, cloudDeviceAdministrator],
  /** Whoever gives roles could give themselves any. */
  writeRoles: [globalAdministrator, privilegedRoleAdministrator],
  /** Ending sign-ins gives nobody anything, so helpdesks may; over administrators see `checkMayChange`. */
  endSessions: [
    globalAdministrator,
    userAdministrator,
    authenticationAdministrator,
    privilegedAuthenticationAdministrator,
  ],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

/** The roles that give a right, by name. */
export function rolesWith(right: Right): readonly string[] {
  return RIGHTS[right];
}

/** Roles that may issue and take back passes, administrators' included (reference B2). */
const OVER_EVERYBODY: readonly string[] = [globalAdministrator, privilegedAuthenticationAdministrator];

/** Roles that `checkMayManage` lets in, over whom is its business. */
export const METHOD_MANAGERS: readonly string[] = [authenticationAdministrator, ...OVER_EVERYBODY];

function holds(caller: Caller, roles: readonly string[]): boolean {
  // An application has no roles of the directory: its permissions alone decide, and those were checked with its token.
  return caller.kind === 'application' || caller.roles.some((role) => roles.includes(role));
}

/** Everything that the caller's roles allow, for pages that show no more than that. `manageMethods`: see `checkMayManage`. */
export function rightsOf(caller: Caller): (Right | 'manageMethods')[] {
  const rights = (Object.keys(RIGHTS) as Right[]).filter((right) => hasRight(caller, right));
  const manages = holds(caller, METHOD_MANAGERS);
  return manages ? [...rights, 'manageMethods'] : rights;
}

export function hasRight(caller: Caller, right: Right): boolean {
  return holds(caller, RIGHTS[right]);
}

/** @throws Refusal `permission_denied` unless one of the caller's roles gives this right. */
export function checkRight(caller: Caller, right: Right): void {
  if (!hasRight(caller, right)) throw new Refusal('permission_denied');
}

/** Oneself, or a role with this right. */
export function checkMayLookAt(caller: Caller, userId: string, right: Right): void {
  if (caller.kind === 'user' && caller.userId === userId) return;
  checkRight(caller, right);
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
  if (!holds(caller, METHOD_MANAGERS)) throw new Refusal('permission_denied');
  if (caller.userId === userId) throw new Refusal('self_issue');
  if (holds(caller, OVER_EVERYBODY)) return;
  await refuseOverAdministrator(context, userId);
}

/**
 * May the caller change this account, or end its sign-ins? Over administrators only a Global Administrator may, and for
 * their sign-ins a Privileged Authentication Administrator: an application that creates people must not reach who runs the tenant.
 *
 * @throws Refusal `permission_denied`
 */
export async function checkMayChange(
  context: DirectoryContext,
  caller: Caller,
  userId: string,
  right: 'writeUsers' | 'endSessions',
): Promise<void> {
  checkRight(caller, right);
  const over = right === 'endSessions' ? OVER_EVERYBODY : [globalAdministrator];
  if (caller.kind === 'user' && holds(caller, over)) return;
  await refuseOverAdministrator(context, userId);
}

async function refuseOverAdministrator(context: DirectoryContext, userId: string): Promise<void> {
  const { roles } = await memberships(context, userId);
  if (isAdministrator(roles)) throw new Refusal('permission_denied');
}
